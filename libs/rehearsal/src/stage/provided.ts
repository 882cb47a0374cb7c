import { local } from '../cluster/runtime.ts'
import type { Alerting, Prometheus, ScrapeJob } from '../components/prometheus.ts'
import type { RequestSource } from '../traffic/request-source.ts'
import type { ControlPlane } from './control-plane.ts'

/** Parts of a control plane that some scenarios do without, and what an error calls each. */
const parts = {
  queue: 'KEDA',
  machines: 'Karpenter',
  traffic: 'real traffic',
  charts: 'charts',
  registry: 'registry',
} as const satisfies Partial<Record<keyof ControlPlane, string>>

type Part = keyof typeof parts
type Parts = { readonly [Key in Part]: NonNullable<ControlPlane[Key]> }

/** Parts that the scenario's programs do not provide throw. */
export interface Provided extends Parts {
  /** Requests that Prometheus sees. */
  readonly requests: RequestSource
  ask(query: string): Promise<number | undefined>
  /** The URL of Prometheus. @throws without Prometheus */
  prometheusUrl(): string
  /** Has Prometheus scrape more. @throws without Prometheus */
  scrape(jobs: readonly ScrapeJob[]): Promise<void>
  /** Has Prometheus evaluate rules and tell an Alertmanager. @throws without Prometheus, or in its words */
  alert(alerting: Alerting): Promise<void>
  /** Has Prometheus run by this configuration alone. @throws without Prometheus, or in its words */
  configurePrometheus(config: object): Promise<void>
  /** Ends Prometheus for good. @throws without Prometheus */
  stopPrometheus(): Promise<void>
}

function orThrow<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw new Error(`this scenario has no ${what}`)
  return part
}

export function providedBy(plane: ControlPlane): Provided {
  const prometheus = (): Prometheus => orThrow(plane.prometheus, 'Prometheus')
  const provided = {
    get requests() {
      return prometheus().source
    },
    prometheusUrl: () => `http://${local(prometheus().port)}`,
    ask: (query: string) => prometheus().ask(query),
    scrape: (jobs: readonly ScrapeJob[]) => prometheus().scrape(jobs),
    alert: (alerting: Alerting) => prometheus().alert(alerting),
    configurePrometheus: (config: object) => prometheus().runBy(config),
    stopPrometheus: () => prometheus().stop(),
  }
  for (const part of Object.keys(parts) as Part[])
    Object.defineProperty(provided, part, { enumerable: true, get: () => orThrow(plane[part], parts[part]) })
  return provided as Provided
}
