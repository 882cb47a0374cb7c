import { table } from '../../../test/case.ts'
import { add, set } from '../../../test/fixture.ts'
import { object } from '../../../test/fixture-app.ts'
import { monitorPorts } from './monitor-ports.ts'

const monitor = (port: string) =>
  object('monitoring.coreos.com/v1', 'ServiceMonitor', 'shop', 'web', {
    spec: { selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } }, endpoints: [{ port }] },
  })

table(monitorPorts, [
  {
    name: 'a port that no pod has',
    change: set('podmonitor-web', 'spec.podMetricsEndpoints[0].port', 'metrics'),
    alone: true,
    says: ['podmonitor-web spec.podMetricsEndpoints[0].port: "metrics"; a port of Rollout web'],
  },
  {
    name: "the mesh's own port",
    change: set('podmonitor-web', 'spec.podMetricsEndpoints[0].port', 'http-envoy-prom'),
    says: [],
  },
  { name: "a Service's port", change: add('shop/web', monitor('http')), says: [] },
  {
    name: 'a port that no Service has',
    change: add('shop/web', monitor('metrics')),
    says: ['servicemonitor-web spec.endpoints[0].port: "metrics"; a port of the Services that it selects'],
  },
])
