import { expect, it } from 'vitest'
import type { Cluster } from '@slipway/fleet'
import { fleet, modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { clusterAlerts } from './alerts.ts'
import { logging } from './logging.ts'
import { signalAlertNames } from './signal-alerts.ts'
import { tracing } from './tracing.ts'

const workspace = 'ws-1a2b3c4d-1a2b-3c4d-5e6f-1a2b3c4d5e6f'
const of = (more: Partial<Cluster>) => clusterAlerts({ ...prod, ...more }, fleet)
const named = (more: Partial<Cluster>) =>
  of(more).flatMap(({ alert = '' }) => (signalAlertNames.some((one) => one === alert) ? [alert] : []))

it.each<[what: string, more: Partial<Cluster>, alerts: readonly string[]]>([
  ['nothing goes anywhere', {}, []],
  ['logs do', { logging: 'cloudwatch' }, ['LogsNotSent']],
  ['Filebeat and Logstash carry them', { logging: { to: 'elastic', cluster: {} } }, []],
  ['logs do not, by name', { logging: 'none' }, []],
  ['traces do', { tracing: { address: 'https://traces.example', sample: '1%' } }, ['TracesNotSent']],
  ['metrics do', { metrics: { amp: { workspace } } }, ['MetricsNotSent', 'MetricsLate']],
  ['a workspace that has no id yet', { metrics: { amp: {} } }, []],
])('where %s', (_, more, alerts) => {
  expect(named(more)).toEqual(alerts)
})

it("asks for jobs as the operator names them: namespace and name of the collectors' own monitors", () => {
  const cluster: Cluster = {
    ...prod,
    logging: 'cloudwatch',
    tracing: { address: 'https://traces.example', sample: '1%' },
  }
  const monitors = [logging, tracing]
    .flatMap((component) => objectsOf(component, modelOf(cluster), fleet))
    .filter(({ kind }) => kind === 'PodMonitor')
    .map(({ metadata: { namespace, name } }) => `job="${namespace}/${name}"`)
  const asked = of(cluster)
    .filter(({ alert }) => alert === 'LogsNotSent' || alert === 'TracesNotSent')
    .flatMap(({ expr }) => String(expr).match(/job="[^"]*"/g) ?? [])
  expect([...new Set(asked)].sort()).toEqual(monitors.sort())
  expect(monitors).toHaveLength(2)
})
