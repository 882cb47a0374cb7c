import { table } from '../../../test/case.ts'
import { add, all, set } from '../../../test/fixture.ts'
import { object } from '../../../test/fixture-app.ts'
import { selectorSelects } from './selector-selects.ts'

const monitor = (app: string, namespaceSelector?: object) =>
  object('monitoring.coreos.com/v1', 'ServiceMonitor', 'shop', app, {
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': app } },
      ...(namespaceSelector === undefined ? {} : { namespaceSelector }),
      endpoints: [{ port: 'http' }],
    },
  })
const wrong = { 'app.kubernetes.io/name': 'wbe' }

table(selectorSelects, [
  {
    name: 'a PodMonitor of nobody',
    change: set('podmonitor-web', 'spec.selector.matchLabels', wrong),
    alone: true,
    says: ['podmonitor-web spec.selector: app.kubernetes.io/name=wbe; labels that pods in shop have'],
  },
  {
    name: 'a Sidecar, an AuthorizationPolicy and a NetworkPolicy of nobody',
    change: all(
      set('sidecar-web', 'spec.workloadSelector.labels', wrong),
      set('authorizationpolicy-web', 'spec.selector.matchLabels', wrong),
      set('networkpolicy-web', 'spec.podSelector.matchLabels', wrong),
      set('poddisruptionbudget-web', 'spec.selector.matchLabels', wrong),
      set('service-web', 'spec.selector', wrong),
    ),
    says: [
      'service-web spec.selector: app.kubernetes.io/name=wbe; labels that pods in shop have',
      'poddisruptionbudget-web spec.selector: app.kubernetes.io/name=wbe; labels that pods in shop have',
      'networkpolicy-web spec.podSelector: app.kubernetes.io/name=wbe; labels that pods in shop have',
      'authorizationpolicy-web spec.selector.matchLabels: app.kubernetes.io/name=wbe; labels that pods in shop have',
      'sidecar-web spec.workloadSelector.labels: app.kubernetes.io/name=wbe; labels that pods in shop have',
    ],
  },
  {
    name: 'an expression that fits nobody',
    change: set('podmonitor-web', 'spec.selector', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }),
    says: ['podmonitor-web spec.selector: tier Exists (); labels that pods in shop have'],
  },
  { name: 'a Service without a selector', change: set('service-queue', 'spec.selector', undefined), says: [] },
  { name: 'a ServiceMonitor', change: add('shop/web', monitor('web')), says: [] },
  {
    name: 'a ServiceMonitor of nobody',
    change: add('shop/web', monitor('wbe')),
    says: ['servicemonitor-wbe spec.selector: app.kubernetes.io/name=wbe; labels that Services in shop have'],
  },
  {
    name: 'a ServiceMonitor that looks elsewhere',
    change: add('shop/web', monitor('istiod', { matchNames: ['istio-system'] })),
    says: [],
  },
])
