import type { Chart } from 'cdk8s'
import { appScrape, proxyScrape, scrapeLimits, scrapeTimes, type ResolvedApp } from '@slipway/model'
import { PodMonitor } from '../chart/kinds.ts'
import { selector } from '../labels.ts'

/**
 * Metrics of the app from the mesh's agent on 15020, without series that decide about others (an app could make them
 * up), and those from its proxy on 15090, where only the proxy listens. No container declares these ports, so the
 * target is found by the app's own port, which asks for mTLS, and then sent there (FIELD-NOTES A13).
 */
export function podMonitor(chart: Chart, app: ResolvedApp): void {
  const [main] = app.ports
  if (main === undefined) return
  const endpoint = { port: main.name, path: '/stats/prometheus', ...scrapeTimes }
  new PodMonitor(chart, 'pod-monitor', {
    spec: {
      selector: { matchLabels: selector(app) },
      ...scrapeLimits,
      podTargetLabels: ['app.kubernetes.io/name', 'app.kubernetes.io/version'],
      podMetricsEndpoints: [appScrape, proxyScrape].map((scrape) => ({ ...endpoint, ...scrape })),
    },
  })
}
