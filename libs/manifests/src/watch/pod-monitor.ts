import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { PodMonitor } from '../chart/kinds.ts'
import { selector } from '../labels.ts'

/**
 * Metrics of app and proxy, from port 15020, which no container declares: the target is found by the app's port,
 * which asks for mTLS, and sent there (FIELD-NOTES A13).
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
