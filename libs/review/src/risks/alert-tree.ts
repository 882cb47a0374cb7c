import { at, fields, list, text, texts, type Fields } from '@slipway/kube'
import { canonical } from '../compare/diff.ts'

/** Labels of an alert. */
type Labels = Readonly<Record<string, string>>

interface Matcher {
  readonly name: string
  readonly sign: string
  readonly value: string
}

const written = /([A-Za-z_]\w*)\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|[^\s,{}"]+)/g
const unquoted = (value: string): string => value.replace(/^"(.*)"$/s, '$1').replaceAll(/\\(.)/g, '$1')

/**
 * The matchers of a route, in Alertmanager's own form and in that of an AlertmanagerConfig.
 * https://prometheus.io/docs/alerting/latest/configuration/#matcher
 */
function matchersOf(route: unknown): readonly Matcher[] {
  const given = at(route, 'matchers')
  const said = (Array.isArray(given) ? given : [given]).flatMap((one: unknown): readonly Matcher[] => {
    if (typeof one === 'string')
      return [...one.matchAll(written)].map(([, name = '', sign = '', value = '']) => ({
        name,
        sign,
        value: unquoted(value),
      }))
    const name = text(at(one, 'name'))
    const sign = text(at(one, 'matchType')) ?? (at(one, 'regex') === true ? '=~' : '=')
    return name === undefined ? [] : [{ name, sign, value: text(at(one, 'value')) ?? '' }]
  })
  const older = (field: string, sign: string): readonly Matcher[] =>
    Object.entries(fields(at(route, field))).map(([name, value]) => ({ name, sign, value: String(value) }))
  return [...said, ...older('match', '='), ...older('match_re', '=~')]
}

/** A pattern that JavaScript does not read matches nothing. */
function fits(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 's').test(value)
  } catch {
    return false
  }
}
const holds = ({ name, sign, value }: Matcher, labels: Labels): boolean => {
  const given = labels[name] ?? ''
  const same = sign.endsWith('~') ? fits(value, given) : given === value
  return sign.startsWith('!') ? !same : same
}

const childrenOf = (route: unknown): readonly Fields[] => list(at(route, 'routes'))

/**
 * Receivers in the order of the tree: a child that takes an alert keeps it from those behind it, unless it says
 * `continue`.
 */
function receiversOf(route: unknown, labels: Labels, inherited: string): readonly string[] {
  const own = text(at(route, 'receiver')) ?? inherited
  const found: string[] = []
  for (const child of childrenOf(route)) {
    if (!matchersOf(child).every((matcher) => holds(matcher, labels))) continue
    found.push(...receiversOf(child, labels, own))
    if (child['continue'] !== true) break
  }
  return found.length > 0 ? found : [own]
}

/** The ways by which people get an alert: `slack_configs {...}`. A receiver without any sends nothing. */
export function waysOf(config: unknown, labels: Labels): ReadonlySet<string> {
  const receivers = new Map(list(at(config, 'receivers')).map((one) => [String(one['name']), one]))
  const reached = at(config, 'route') === undefined ? [] : receiversOf(at(config, 'route'), labels, '')
  return new Set(
    reached.flatMap((name) =>
      Object.entries(receivers.get(name) ?? {}).flatMap(([kind, all]) =>
        /_?configs$/i.test(kind) ? list(all).map((one) => `${kind} ${canonical(one)}`) : [],
      ),
    ),
  )
}

const plain = /^[\w.-]+(?:\|[\w.-]+)*$/

/**
 * Alerts of which the routes of a configuration speak: each severity of each value of each other label, and of none.
 */
export function probesOf(config: unknown): readonly Labels[] {
  const values = new Map<string, Set<string>>([['severity', new Set(['page', 'critical'])]])
  const walk = (route: unknown): void => {
    for (const { name, value } of matchersOf(route))
      if (plain.test(value)) values.set(name, new Set([...(values.get(name) ?? []), ...value.split('|')]))
    childrenOf(route).forEach(walk)
  }
  walk(at(config, 'route'))
  const severities = [...(values.get('severity') ?? [])]
  const others = [...values].flatMap(([name, all]) =>
    name === 'severity' ? [] : [...all].map((value): Labels => ({ [name]: value })),
  )
  return [{}, ...others].flatMap((labels) => severities.map((severity): Labels => ({ ...labels, severity })))
}

/** Nobody is woken by these. */
const slow = new Set(['ticket', 'warning', 'info', 'none'])
export const isPage = ({ severity = '' }: Labels): boolean => !slow.has(severity)

/** Settings that mute an alert for a time, or while another one is raised. */
export const mutedBy = (config: unknown): readonly string[] => {
  const times: string[] = []
  const walk = (route: unknown): void => {
    for (const field of ['mute_time_intervals', 'active_time_intervals', 'muteTimeIntervals', 'activeTimeIntervals'])
      times.push(...texts(at(route, field)).map((name) => `${field} ${name} ${canonical(matchersOf(route))}`))
    childrenOf(route).forEach(walk)
  }
  walk(at(config, 'route'))
  const rules = ['inhibit_rules', 'inhibitRules'].flatMap((field) => list(at(config, field)))
  return [...times, ...rules.map((rule) => canonical(rule))]
}
