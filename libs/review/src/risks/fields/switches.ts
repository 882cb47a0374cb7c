import { fields, list, memoized, text, texts, type Fields } from '@slipway/kube'
import { containersIn } from '../../effects/pod-nodes.ts'
import { field, fieldRule } from './field-rule.ts'
import { isKnownFlag } from './program-flags.ts'

const workloads = 'Deployment DeploymentConfig StatefulSet DaemonSet Rollout Job CronJob'

/** A check, in the names of variables, flags and keys: `AUTH_ENABLED`, `tls-verify`, `PGSSLMODE`. */
const check =
  'auth|authn|authz|authentication|authorization|oidc|rbac|acl|acls|tls|ssl|mtls|pgssl|https|csrf|xsrf|' +
  'verify|verification|signatures?|security|encryption|cert|hostname_verification|protected'
const rest = 'enabled?|modes?|sslmode|required?|type|method|strict|on|checks?|unauthorized|protection|validation'
/** What is switched off there is no check, but a log of it, an old one beside it, or a file that is made for it. */
const about = 'log|debug|trace|legacy|generate|create|self_signed'
const checking = new RegExp(
  `(?<!(?:^|_)(?:${about}))(?:^|_)` +
    `(?:${check}|login_required|require_login|reject|sslmode|pgsslmode|pythonhttpsverify)(?:_(?:${check}|${rest}))*$`,
)
/** Words that turn the name of a check around. */
const against = new RegExp(
  `(?:^|_)(?:insecure|(?:skip|disabled?|no|without|ignore|bypass|mock|fake|stub|dummy|allow_anonymous)(?:_\\w+)?_` +
    `(?:${check}|login)|(?:${check})_(?:skip|disabled?|bypass)|(?:skip|no)_?verify|anonymous(?:_(?:auth|access|login|read))?(?:_enabled?)?)` +
    `(?:_\\w*(?:verify|${check})|(?:_(?:${rest}))+)?$`,
)
const on = /^(?:1|true|yes|on|enabled?)$/i
const off = /^(?:0|false|no|off|none|noop|disabled?|allow|alwaysallow|trust)$/i

/** Names as they are said, whatever stands between their words: `--tls-verify`, `tlsVerify`, `TLS_VERIFY`. */
const plain = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/[-.]/g, '_')
    .toLowerCase()
/** Longer ones are no names of switches, and take the patterns long. */
const longest = 100
const isOff = ([name, value]: readonly [string, string]): boolean =>
  name.length <= longest &&
  ((on.test(value) && against.test(plain(name))) ||
    (off.test(value) && checking.test(plain(name)) && !against.test(plain(name))))

type Said = readonly (readonly [name: string, value: string])[]
const flag = /^--?([\w.-]+)(?:=(.*))?$/s
/** Variables and flags of a pod; a flag alone says yes, and one before a word says that. */
const saidIn = (spec: unknown): Said =>
  containersIn(spec).flatMap((one) => [
    ...list(one['env']).map((each) => [text(each['name']) ?? '', text(each['value']) ?? ''] as const),
    ...['command', 'args'].flatMap((part) => {
      const words = texts(one[part])
      return words.flatMap((word, i) => {
        const [, name, value] = flag.exec(word) ?? []
        const next = words[i + 1] ?? '-'
        return name === undefined || isKnownFlag(text(one['image']) ?? '', name)
          ? []
          : [[name, value ?? (next.startsWith('-') ? 'true' : next)] as const]
      })
    }),
  ])
const ofData = (data: unknown): Said =>
  Object.entries(fields(data)).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))

/** Checks that are switched off, and were not: those that said something else before, or are new. */
const turned =
  (read: (value: unknown) => Said, isNew: boolean) =>
  (was: unknown, is: unknown): boolean => {
    const said = read(was)
    const known = new Set(said.map(([name]) => name))
    const before = new Set(said.filter(isOff).map(([name]) => name))
    return read(is).some((one) => {
      const fresh = !known.has(one[0]) && one[0].length <= longest && !against.test(plain(one[0]))
      return !before.has(one[0]) && isOff(one) && fresh === isNew
    })
  }

/** Code that stands in a ConfigMap, by the name of its file or its first line. */
const isScript = (key: string, value: unknown): boolean =>
  typeof value === 'string' && (/\.(?:sh|bash|py|rb|pl|[cm]?js|ts|lua|sql|ps1)$/i.test(key) || value.startsWith('#!'))
const scripts = memoized(
  (data: Fields): ReadonlyMap<string, string> =>
    new Map(Object.entries(data).flatMap(([key, value]) => (isScript(key, value) ? [[key, String(value)]] : []))),
)
/** Fetches a program and runs it. */
const fetches = /\b(?:curl|wget)\b[^\n|]{0,500}\|\s{0,9}(?:sudo )?(?:\w*sh|python\d?|node|perl)\b/
const scriptTurns =
  (counts: (script: string) => boolean) =>
  (was: unknown, is: unknown): boolean => {
    const before = scripts(fields(was))
    return [...scripts(fields(is))].some(([key, script]) => before.get(key) !== script && counts(script))
  }

/** What programs are told by words that most of them share, and code beside their images. */
export const switchRisks = [
  fieldRule('switches', 'exposure', 'variables, flags and keys that switch a check off', [
    field('checks-off', 'high', workloads, 'spec', turned(saidIn, false)),
    field('checks-off', 'medium', workloads, 'spec', turned(saidIn, true)),
    field('checks-off', 'medium', 'ConfigMap', 'data', turned(ofData, false)),
  ]),
  fieldRule('scripts', 'policy', 'scripts in ConfigMaps', [
    field(
      'script-other',
      'medium',
      'ConfigMap',
      'data',
      scriptTurns((one) => fetches.test(one)),
    ),
    field(
      'script-other',
      'low',
      'ConfigMap',
      'data',
      scriptTurns(() => true),
    ),
  ]),
]
