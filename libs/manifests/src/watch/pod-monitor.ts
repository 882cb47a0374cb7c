import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { PodMonitor } from '../chart/kinds.ts'
import { selector } from '../labels.ts'

/**
 * Metrics of the app and its proxy, from the sidecar's port 15020. No container declares it, so the target is found by the app's own port, which
 * asks for mTLS, and then sent there (FIELD-NOTES A13).
 */
export function podMonitor(chart: Chart, app: ResolvedApp): void {
  const [main] = app.ports
  if (main === undefined) return
  new PodMonitor(chart, 'pod-monitor', {
    spec: {
      selector: { matchLabels: selector(app) },
      podTargetLabels: ['app.kubernetes.io/name', 'app.kubernetes.io/version'],
      podMetricsEndpoints: [
        {
          port: main.name,
          path: '/stats/prometheus',
          interval: '15s',
          scrapeTimeout: '10s',
          relabelings: [
            {
              action: 'replace',
              sourceLabels: ['__meta_kubernetes_pod_ip'],
              regex: '(.+)',
              replacement: '$1:15020',
              targetLabel: '__address__',
            },
          ],
        },
      ],
    },
  })
}
