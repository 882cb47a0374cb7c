import { type Item, isFields } from '@slipway/kube'
import type { Report, Rule } from '../../engine/rule.ts'

/** Syntax that RE2 lacks (https://github.com/google/re2/wiki/Syntax). */
const refused: readonly (readonly [RegExp, string])[] = [
  [/\(\?(=|!|<=|<!)/, 'no lookahead or lookbehind'],
  [/\(\?>/, 'no atomic group'],
  [/\\[1-9]|\\k</, 'no reference to a group'],
  [/\\[^\W_abfnrtvdDsSwWBAzCpPQEx0-7]/, 'only escapes that RE2 knows'],
]

/** Why Envoy would refuse it. JavaScript's grammar covers the rest of RE2's, after two spellings are translated. */
export function regexProblem(regex: string): string | undefined {
  const plain = regex.replaceAll('\\\\', '')
  const word = refused.find(([pattern]) => pattern.test(plain))
  if (word !== undefined) return word[1]
  const [, most = '0'] = /\{(?:\d+,)?(\d+)\}/.exec(plain) ?? []
  if (Number(most) > 1000) return 'at most 1000 repetitions'
  try {
    new RegExp(regex.replace(/^\(\?[imsU]+\)/, '').replaceAll('(?P<', '(?<'))
    return undefined
  } catch (error) {
    return `a regex (${error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : ''})`
  }
}

function walk(item: Item, value: unknown, at: string, report: Report): void {
  if (Array.isArray(value)) value.forEach((v, i) => walk(item, v, `${at}[${i}]`, report))
  if (!isFields(value)) return
  for (const [key, v] of Object.entries(value)) {
    const here = at === '' ? key : `${at}.${key}`
    if (key !== 'regex' || typeof v !== 'string') {
      walk(item, v, here, report)
      continue
    }
    const want = regexProblem(v)
    if (want !== undefined) report(item, here, `an RE2 regex: ${want}`, 'correct it')
  }
}

export const routeRegex: Rule = {
  code: 'route-regex',
  guards: "regexes in routes are RE2's: Envoy drops the whole route of one that is not",
  source:
    'https://istio.io/latest/docs/reference/config/networking/virtual-service/#StringMatch; https://github.com/google/re2/wiki/Syntax',
  check: (cluster, report) => {
    for (const item of cluster.kind('VirtualService')) walk(item, item.spec.http, 'spec.http', report)
    for (const item of cluster.kind('Rollout')) walk(item, item.spec.strategy, 'spec.strategy', report)
  },
}
