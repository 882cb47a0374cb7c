import { describe, expect, it } from 'vitest'
import { asIstio } from './prometheus.ts'

/** What Prometheus makes of a series with these rules: anchored expressions over joined labels (prometheus.io, relabel_config). */
function relabelled(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined {
  let now = { ...labels }
  for (const { source_labels: names, regex, target_label: target, replacement = '$1', action } of asIstio) {
    const value = names.map((name) => now[name] ?? '').join(';')
    const match = new RegExp(`^(?:${regex})$`).exec(value)
    if (action === 'keep' && match === null) return undefined
    if (target !== undefined && match !== null) now = { ...now, [target]: replacement.replaceAll(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '') }
  }
  return now
}

const series = (name: string, cluster = 'outbound|80||storefront-canary.shop.svc.cluster.local;', rest: Readonly<Record<string, string>> = {}) =>
  relabelled({ __name__: name, cluster_name: cluster, ...rest })
const service = {
  destination_service_name: 'storefront-canary', destination_service_namespace: 'shop', destination_service: 'storefront-canary.shop.svc.cluster.local',
  reporter: 'source',
}

describe('asIstio', () => {
  it.each([
    ['envoy_cluster_upstream_rq', { response_code: '503' }, 'istio_requests_total'],
    ['envoy_cluster_upstream_rq_time_bucket', { le: '50' }, 'istio_request_duration_milliseconds_bucket'],
    ['envoy_cluster_upstream_rq_time_count', {}, 'istio_request_duration_milliseconds_count'],
  ])('%s %o is %s of that Service', (name, labels, wanted) => expect(series(name, undefined, labels)).toMatchObject({ __name__: wanted, ...service, ...labels }))

  it.each([
    ['envoy_cluster_upstream_rq_xx', undefined], ['envoy_cluster_upstream_cx_total', undefined], ['envoy_cluster_upstream_rq', 'istiod'],
    ['envoy_cluster_upstream_rq', 'outbound|443||api.stripe.com'],
  ])('%s of %s is none of them', (name, cluster) => expect(series(name, cluster)).toBeUndefined())
})
