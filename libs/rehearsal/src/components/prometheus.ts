import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { startRequestSource, type RequestSource } from '../traffic/request-source.ts'
import type { RuleGroup } from '../pace/speed-up-alerts.ts'
import { flags, freePort, local, type Runtime } from '../cluster/runtime.ts'

export interface Prometheus {
  readonly port: number
  readonly source: RequestSource
  ask(query: string): Promise<number | undefined>
  /** Scrapes these as well from now on. */
  scrape(jobs: readonly ScrapeJob[]): Promise<void>
  /** Evaluates these and tells an Alertmanager. @throws in its words when it refuses them */
  alert(alerting: Alerting): Promise<void>
  /** Runs by this configuration alone from now on. @throws in its words when it refuses that */
  runBy(config: object): Promise<void>
  /** For good, as when its node is lost. */
  stop(): Promise<void>
}

export interface Alerting {
  readonly groups: readonly RuleGroup[]
  /** A port of loopback. */
  readonly alertmanager: number
  /** On every alert that it sends. */
  readonly externalLabels: Readonly<Record<string, string>>
}

/** The job that Prometheus' operator makes for an endpoint of a monitor and a pod. */
export interface ScrapeJob {
  readonly job_name: string
  readonly honor_labels: boolean
  readonly metrics_path?: string
  readonly scrape_interval?: string
  readonly scrape_timeout?: string
  readonly static_configs: readonly {
    readonly targets: readonly string[]
    readonly labels: Readonly<Record<string, string>>
  }[]
  readonly metric_relabel_configs: readonly object[]
}

interface Relabel {
  readonly source_labels: readonly string[]
  readonly regex: string
  readonly target_label?: string
  readonly replacement?: string
  readonly action?: 'keep'
}

const outbound = (service: string) => `outbound\\|(\\d+)\\|[^|]*\\|${service}\\.([^.]+)\\.svc\\.cluster\\.local;?`
const cluster = outbound('([^.]+)')
/** Both versions of a canary are one workload (docs/field-notes.md 0.5). */
const workload = outbound('([^.]+?)(?:-stable|-canary)?')

const relabel = (source: string, regex: string, target_label: string, replacement: string): Relabel => ({
  source_labels: [source],
  regex,
  target_label,
  replacement,
})

const counted: readonly Relabel[] = [
  // By code: Envoy counts each request once more by class (`2xx`).
  {
    source_labels: ['__name__', 'response_code'],
    regex: 'envoy_cluster_upstream_rq;\\d+|envoy_cluster_upstream_rq_time_(bucket|sum|count);',
    action: 'keep',
  },
  { source_labels: ['cluster_name'], regex: cluster, action: 'keep' },
  relabel('__name__', 'envoy_cluster_upstream_rq_time_(.+)', '__name__', 'istio_request_duration_milliseconds_$1'),
  relabel('__name__', 'envoy_cluster_upstream_rq', '__name__', 'istio_requests_total'),
]

/**
 * Envoy's counts of requests to each Service under Istio's names and labels, as the sending side reports them. Renamed
 * at the scrape: a recording rule would be half a second late.
 */
export const asIstio: readonly Relabel[] = [
  ...counted,
  relabel('cluster_name', cluster, 'destination_service_name', '$2'),
  relabel('cluster_name', cluster, 'destination_service_namespace', '$3'),
  relabel('cluster_name', cluster, 'destination_service', '$2.$3.svc.cluster.local'),
  relabel('__name__', '.*', 'reporter', 'source'),
]

/** The same as the receiving side reports them, which autoscalers query: all requests come through the gateway here. */
export const asReceived: readonly Relabel[] = [
  ...counted,
  relabel('cluster_name', workload, 'destination_workload', '$2'),
  relabel('cluster_name', workload, 'destination_workload_namespace', '$3'),
  relabel('cluster_name', workload, 'namespace', '$3'),
  relabel('__name__', '.*', 'reporter', 'destination'),
]

/**
 * Scrapes twice a second, so that half-second windows replace 15 s.
 * @param envoys admin ports of Envoys to scrape
 * @param received whether to count as the receiving side, too
 */
export async function startPrometheus(
  runtime: Runtime,
  envoys: readonly number[] = [],
  received = false,
): Promise<Prometheus> {
  const folder = runtime.place('prometheus')
  const source = await startRequestSource()
  const port = await freePort()
  let [jobs, alerting]: [readonly ScrapeJob[], Alerting | undefined] = [[], undefined]
  let whole: object | undefined
  const ruleFile = path.join(folder, 'rules.json')
  const configure = () =>
    writeFileSync(
      path.join(folder, 'prometheus.yml'),
      JSON.stringify(
        whole ?? {
          global: {
            scrape_interval: '500ms',
            scrape_timeout: '400ms',
            evaluation_interval: '1s',
            ...(alerting === undefined ? {} : { external_labels: alerting.externalLabels }),
          },
          ...(alerting === undefined
            ? {}
            : {
                rule_files: [ruleFile],
                alerting: { alertmanagers: [{ static_configs: [{ targets: [local(alerting.alertmanager)] }] }] },
              }),
          scrape_configs: [
            { job_name: 'requests', honor_labels: true, static_configs: [{ targets: [`127.0.0.1:${source.port}`] }] },
            ...(envoys.length === 0
              ? []
              : [['envoy', asIstio] as const, ...(received ? [['envoy-received', asReceived] as const] : [])]
            ).map(([name, rules]) => ({
              job_name: name,
              metrics_path: '/stats/prometheus',
              params: { filter: ['^cluster\\.outbound'] },
              static_configs: [
                { targets: envoys.map((admin) => `127.0.0.1:${admin}`), labels: { namespace: 'istio-ingress' } },
              ],
              metric_relabel_configs: rules,
            })),
            ...jobs,
          ],
        },
      ),
    )
  configure()
  const options = flags({
    'config.file': path.join(folder, 'prometheus.yml'),
    'storage.tsdb.path': path.join(folder, 'data'),
    'web.listen-address': local(port),
  })
  // It takes no `=true`. Alerts are sent again each minute, which is long here.
  const args = [...options, '--rules.alert.resend-delay=500ms', '--web.enable-lifecycle']
  // Amazon's workspaces want a signature, which nobody reads here.
  const env = { AWS_ACCESS_KEY_ID: 'rehearsal', AWS_SECRET_ACCESS_KEY: 'rehearsal' }
  const running = await runtime.serve({ program: 'prometheus', args, env }, `http://${local(port)}/-/ready`)
  const ask = async (query: string) => {
    const answer = await fetch(`http://${local(port)}/api/v1/query?${new URLSearchParams({ query }).toString()}`)
    const { data } = (await answer.json()) as { data?: { result: readonly { value: readonly [number, string] }[] } }
    const value = data?.result[0]?.value[1]
    return value === undefined ? undefined : Number(value)
  }
  const reload = async (what: string) => {
    configure()
    const answer = await fetch(`http://${local(port)}/-/reload`, { method: 'POST' })
    if (!answer.ok) throw new Error(`Prometheus does not take ${what}: ${await answer.text()}`)
  }
  const scrape = (more: readonly ScrapeJob[]) => {
    jobs = more
    return reload('what it should scrape')
  }
  const alert = (more: Alerting) => {
    alerting = more
    writeFileSync(ruleFile, JSON.stringify({ groups: more.groups }))
    return reload('rules')
  }
  const runBy = (config: object) => {
    whole = config
    return reload('its configuration')
  }
  return { port, source, ask, scrape, alert, runBy, stop: running.stop }
}
