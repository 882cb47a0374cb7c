import { at, list, text, texts, type Fields } from '@slipway/kube'
import { levelOf, type RiskLevel } from '../level.ts'
import { rule } from '../risk.ts'

/** A flag of a program that a whole cluster goes by, and the values that weigh as they do; `''` where it is not said. */
interface FlagRow {
  /** The name of its image. */
  readonly program: RegExp
  readonly flag: string
  readonly level: RiskLevel
  readonly is: RegExp
}
const row = (program: RegExp, flag: string, level: RiskLevel, is = /^/): FlagRow => ({ program, flag, level, is })
const dns = /(?:^|\/)external-dns(?:$|[:@])/
const argo = /(?:^|\/)argocd(?:$|[:@])/
const autoscaler = /(?:^|\/)cluster-autoscaler(?:$|[:@])/
const manager = /cert-manager-(?:controller|webhook)(?:$|[:@])/
const any = /^/

/** Their own pages say what each flag does. */
const flags: readonly FlagRow[] = [
  row(dns, 'policy', 'high', /^(?:sync)?$/),
  row(dns, 'registry', 'high', /^noop$/),
  row(dns, 'txt-owner-id', 'high'),
  row(dns, 'txt-prefix', 'high'),
  row(dns, 'domain-filter', 'medium'),
  row(dns, 'source', 'medium'),
  row(argo, 'insecure', 'high', /^true$/),
  row(argo, 'disable-auth', 'high', /^true$/),
  row(autoscaler, 'scale-down-enabled', 'medium'),
  row(autoscaler, 'skip-nodes-with-local-storage', 'medium', /^false$/),
  row(manager, 'leader-election-namespace', 'medium'),
  row(manager, 'namespace', 'medium'),
  row(any, 'insecure-skip-tls-verify', 'high', /^true$/),
  row(any, 'skip-tls-verify', 'high', /^true$/),
  row(any, 'anonymous-auth', 'high', /^true$/),
  row(any, 'disable-auth', 'high', /^true$/),
  row(any, 'kubelet-insecure-tls', 'high', /^true$/),
  row(any, 'watch-namespace', 'medium'),
]

/** Whether the table has a flag of a program. */
export const isKnownFlag = (image: string, name: string): boolean =>
  flags.some(({ program, flag }) => flag === name && program.test(image))

/** The values of each flag, in one text. */
function flagsOf(container: Fields): ReadonlyMap<string, string> {
  const said = ['command', 'args'].flatMap((field) => texts(container[field]))
  const found = new Map<string, string>()
  for (const word of said) {
    const [, name, value = 'true'] = /^--([\w-]+)(?:=(.*))?$/s.exec(word) ?? []
    if (name !== undefined) found.set(name, found.has(name) ? `${found.get(name) ?? ''},${value}` : value)
  }
  return found
}

/** Command-line flags of platform programs. */
export const flagRisks = [
  rule('flags', 'outage', 'flags of programs that others rely on', ({ pod, delta, change: { before, after } }) => {
    if (delta === undefined || pod === undefined || before === undefined || after === undefined) return undefined
    if (!pod.includes('args') && !pod.includes('command')) return undefined
    const side = (value: unknown): ReadonlyMap<string, readonly [image: string, flags: ReadonlyMap<string, string>]> =>
      new Map(
        list(at(value, 'spec', 'template', 'spec', 'containers')).map((one) => [
          text(one['name']) ?? '',
          [text(one['image']) ?? '', flagsOf(one)],
        ]),
      )
    const now = side(after.value)
    const found = [...side(before.value)].flatMap(([name, [, old]]) => {
      const [image = '', own] = now.get(name) ?? []
      if (own === undefined) return []
      return flags.flatMap(({ program, flag, level, is }) => {
        const [was, said] = [old.get(flag) ?? '', own.get(flag) ?? '']
        return program.test(image) && was !== said && is.test(said) ? [level] : []
      })
    })
    const level = levelOf(found)
    return level !== 'none' && [level, 'program-flag']
  }),
]
