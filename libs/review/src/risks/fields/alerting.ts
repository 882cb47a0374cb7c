import { at, fields, list, memoized, text, type Fields } from '@slipway/kube'
import { readYaml } from '@slipway/kube/read-yaml'
import { isPage, mutedBy, probesOf, waysOf } from '../alert-tree.ts'
import { end, endRule, field, fieldRule } from './field-rule.ts'

type Lost = 'all-of-a-page' | 'all' | 'some' | 'muted'

/** Alerts that people would miss. @param was Alertmanager's configuration before @param is and afterwards */
function lostBy(was: unknown, is: unknown): ReadonlySet<Lost> {
  const lost = new Set<Lost>()
  for (const labels of probesOf(was)) {
    const [before, after] = [waysOf(was, labels), waysOf(is, labels)]
    if (before.size === 0) continue
    if (after.size === 0) lost.add(isPage(labels) ? 'all-of-a-page' : 'all')
    else if ([...before].some((way) => !after.has(way))) lost.add('some')
  }
  const quiet = new Set(mutedBy(was))
  if (mutedBy(is).some((one) => !quiet.has(one))) lost.add('muted')
  return lost
}

/** Whether any mail may go without TLS. TLS is the default, and each receiver may switch it off for itself. */
function isPlain(config: unknown): boolean {
  const global = at(config, 'global', 'smtp_require_tls') === false
  const mails = list(at(config, 'receivers')).flatMap((one) => [
    ...list(one['email_configs']),
    ...list(one['emailConfigs']),
  ])
  return mails.some((one) => (one['require_tls'] ?? one['requireTLS'] ?? !global) === false)
}

/** Where a chart's values have it; nothing is sent by an Alertmanager that is not there. */
const ofChart = (alertmanager: unknown): unknown =>
  at(alertmanager, 'enabled') === false ? undefined : at(alertmanager, 'config')
const ofObject = (spec: unknown): unknown => spec

/** Alertmanager's own file, in a Secret as it is or in base64; `undefined` where it is none. */
function ofFile(decode: (said: string) => string): (data: unknown) => unknown {
  // Each row of the table asks.
  const read = memoized((data: Fields): unknown => {
    const said = ['alertmanager.yaml', 'alertmanager.yml', 'config.yml'].flatMap((key) => text(data[key]) ?? [])[0]
    return said === undefined ? undefined : readYaml('alertmanager.yaml', decode(said)).docs[0]?.value
  })
  return (data) => read(fields(data))
}
const plain = ofFile((said) => said)
const base64 = ofFile((said) => Buffer.from(said, 'base64').toString('utf8'))

const places = [
  ['Secret', 'stringData', plain],
  ['Secret', 'data', base64],
  ['ConfigMap', 'data', plain],
  ['Application.argoproj.io', 'spec.source.helm.valuesObject.alertmanager', ofChart],
  ['HelmRelease', 'spec.values.alertmanager', ofChart],
  ['AlertmanagerConfig', 'spec', ofObject],
] as const

const risky = [
  ['all-of-a-page', 'page-unheard', 'high'],
  ['all', 'alerts-unheard', 'medium'],
  ['some', 'alerts-elsewhere', 'medium'],
  ['muted', 'alerts-muted', 'medium'],
] as const

/** One that is sealed, or stands elsewhere, takes no way from an alert that this tree knows. */
const isRead = (kind: string, config: unknown): boolean =>
  !/^(?:Secret|ConfigMap)$/.test(kind) || at(config, 'route') !== undefined

/** Where alerts go. */
export const alertingRisks = [
  fieldRule(
    'alert-routes',
    'outage',
    'whom alerts reach',
    risky.flatMap(([lost, code, level]) =>
      places.map(([kind, path, configOf]) =>
        field(
          code,
          level,
          kind,
          path,
          (was, is) => isRead(kind, configOf(is)) && lostBy(configOf(was), configOf(is)).has(lost),
        ),
      ),
    ),
  ),
  fieldRule('silences', 'outage', 'objects that hold alerts back', [
    field('alerts-muted', 'medium', 'Silence GrafanaMuteTiming', 'spec', () => true, true),
  ]),
  fieldRule(
    'mail-tls',
    'policy',
    'whether e-mails of alerts go by TLS',
    places.map(([kind, path, configOf]) =>
      field('mail-plain', 'high', kind, path, (was, is) => isPlain(configOf(is)) && !isPlain(configOf(was)), true),
    ),
  ),
  endRule('alert-routes', 'outage', 'whom alerts reached', [
    end('page-unheard', 'high', 'AlertmanagerConfig', ({ value }) =>
      probesOf(at(value, 'spec')).some((labels) => isPage(labels) && waysOf(at(value, 'spec'), labels).size > 0),
    ),
  ]),
]
