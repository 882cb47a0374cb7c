import type { Outcome } from '@slipway/core'
import type { Series } from '../prometheus/series.ts'

/** How a cluster is asked: by kubectl, or by a rehearsal's own client. */
export interface Reach {
  /** @param path of the API server, such as `/api/v1/namespaces/shop/pods` */
  kube(path: string): Promise<Outcome<unknown>>
  /** An instant question to Prometheus. */
  ask(expr: string): Promise<Outcome<readonly Series[]>>
}

/** The operator's own Service, which has no name of the chart's release. */
const prometheusService = 'prometheus-operated:9090'

/** Prometheus through the API server's proxy: needs the right to `services/proxy` in its namespace. */
export const proxied = (namespace: string): string =>
  `/api/v1/namespaces/${namespace}/services/${prometheusService}/proxy`
