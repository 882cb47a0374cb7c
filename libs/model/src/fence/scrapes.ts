/**
 * Beginnings of the names of series that decide: canaries, alerts and scalers ask for them, so no app may serve its
 * own.
 */
const reservedSeries = [
  'istio',
  'envoy',
  'pilot',
  'citadel',
  'galley',
  'kube',
  'container',
  'kubelet',
  'machine',
  'node',
  'keda',
  'rollout',
  'argocd',
  'certmanager',
  'karpenter',
  'ALERTS',
  'up',
  'scrape',
  'reloader_last_reload_successful',
] as const

interface Relabel {
  action: 'replace' | 'drop' | 'keep'
  sourceLabels: string[]
  regex: string
  replacement?: string
  targetLabel?: string
}
interface Scrape {
  readonly relabelings: Relabel[]
  readonly metricRelabelings: Relabel[]
}

/** To one port of the pod, and nowhere else. */
const towards = (port: number): Relabel => ({
  action: 'replace',
  sourceLabels: ['__meta_kubernetes_pod_ip'],
  regex: '(.+)',
  replacement: `$1:${port}`,
  targetLabel: '__address__',
})
const byName = (action: 'drop' | 'keep', names: readonly string[], more = ''): Relabel => ({
  action,
  sourceLabels: ['__name__'],
  regex: `(${names.join('|')})([_:].*)?${more}`,
})

/**
 * The app's metrics and its proxy's, merged by the mesh's agent: without those that decide, which the app could make
 * up. A colon is for what rules record (https://prometheus.io/docs/concepts/data_model/), and alerts of the platform
 * ask for some of it in no namespace.
 */
export const appScrape: Scrape = {
  relabelings: [towards(15_020)],
  metricRelabelings: [byName('drop', reservedSeries, '|.*:.*')],
}
/** The proxy's own, where nobody else answers. */
export const proxyScrape: Scrape = {
  relabelings: [towards(15_090)],
  metricRelabelings: [byName('keep', ['istio', 'envoy'])],
}

/**
 * Limits of one scrape: past a limit Prometheus drops the whole scrape, and reports it. Without them the pages of one
 * app could fill the memory of the Prometheus that decides for all. An app and its proxy have some hundreds to some
 * thousands of series a pod.
 */
export const scrapeLimits = {
  sampleLimit: 10_000,
  labelLimit: 64,
  labelValueLengthLimit: 1024,
  bodySizeLimit: '10MB',
} as const
export const scrapeTimes = { interval: '15s', scrapeTimeout: '10s' } as const
