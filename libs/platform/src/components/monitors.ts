import type { IPodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1'
import { platformTeam } from '@slipway/fleet'
import { place, type Component } from '../component.ts'
import { gatewayNamespace, gatewayRelease } from './gateway.ts'

interface Watched {
  readonly name: string
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
  readonly port: number
  readonly path: string
}

const watched: readonly Watched[] = [
  // What callers from outside saw: half of what canaries are judged by and what alerts burn on.
  {
    name: 'gateway',
    namespace: gatewayNamespace,
    labels: { app: gatewayRelease },
    port: 15_090,
    path: '/stats/prometheus',
  },
  // Which Applications are Degraded or out of sync (alerts.ts).
  {
    name: 'argo-cd',
    namespace: 'argocd',
    port: 8082,
    path: '/metrics',
    labels: { 'app.kubernetes.io/name': 'argocd-application-controller' },
  },
  // When certificates expire (alerts.ts).
  {
    name: 'cert-manager',
    namespace: 'cert-manager',
    port: 9402,
    path: '/metrics',
    labels: { 'app.kubernetes.io/name': 'cert-manager', 'app.kubernetes.io/component': 'controller' },
  },
]

/**
 * Metrics of add-ons that start before the Prometheus operator's kinds exist. A monitor in their charts would stop their first sync, and
 * with it all that waits for them; a monitor here waits alone.
 */
export const monitors: Component = ({ cluster }) =>
  watched.map((w) => {
    const monitor: IPodMonitor = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: w.name, namespace: platformTeam },
      spec: {
        namespaceSelector: { matchNames: [w.namespace] },
        selector: { matchLabels: { ...w.labels } },
        podMetricsEndpoints: [{ portNumber: w.port, path: w.path, interval: '15s', scrapeTimeout: '10s' }],
      },
    }
    return place(cluster, 'monitors', monitor)
  })
