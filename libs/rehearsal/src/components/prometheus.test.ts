import { describe, expect, it } from 'vitest'
import { asIstio, asReceived } from './prometheus.ts'

/**
 * What Prometheus makes of a series with these rules: anchored expressions over joined labels (prometheus.io,
 * relabel_config).
 */
function relabelled(
  labels: Readonly<Record<string, string>>,
  rules = asIstio,
): Readonly<Record<string, string>> | undefined {
  let now = { ...labels }
  for (const { source_labels: names, regex, target_label: target, replacement = '$1', action } of rules) {
    const value = names.map((name) => now[name] ?? '').join(';')
    const match = new RegExp(`^(?:${regex})$`).exec(value)
    if (action === 'keep' && match === null) return undefined
    if (target !== undefined && match !== null)
      now = { ...now, [target]: replacement.replaceAll(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '') }
  }
  return now
}

const series = (
  name: string,
  cluster = 'outbound|80||storefront-canary.shop.svc.cluster.local;',
  rest: Readonly<Record<string, string>> = {},
) => relabelled({ __name__: name, cluster_name: cluster, ...rest })
const service = {
  destination_service_name: 'storefront-canary',
  destination_service_namespace: 'shop',
  destination_service: 'storefront-canary.shop.svc.cluster.local',
  reporter: 'source',
}

describe('asIstio', () => {
  it.each([
    ['envoy_cluster_upstream_rq', { response_code: '503' }, 'istio_requests_total'],
    ['envoy_cluster_upstream_rq_time_bucket', { le: '50' }, 'istio_request_duration_milliseconds_bucket'],
    ['envoy_cluster_upstream_rq_time_count', {}, 'istio_request_duration_milliseconds_count'],
  ])('%s %o is %s of that Service', (name, labels, wanted) =>
    expect(series(name, undefined, labels)).toMatchObject({ __name__: wanted, ...service, ...labels }),
  )

  it.each([
    ['envoy_cluster_upstream_rq_xx', undefined],
    ['envoy_cluster_upstream_cx_total', undefined],
    ['envoy_cluster_upstream_rq', 'istiod'],
    ['envoy_cluster_upstream_rq', 'outbound|443||api.stripe.com'],
  ])('%s of %s is none of them', (name, cluster) =>
    expect(series(name, cluster, { response_code: '200' })).toBeUndefined(),
  )

  it('counts no request twice: by its code, and not by the class of that once more', () => {
    expect(series('envoy_cluster_upstream_rq', undefined, { response_code_class: '2xx' })).toBeUndefined()
    expect(series('envoy_cluster_upstream_rq', undefined, { response_code: '204' })).toBeDefined()
  })
})

describe('asReceived', () => {
  it.each([
    ['catalog.shop', 'catalog', 'shop'],
    ['storefront-stable.web', 'storefront', 'web'],
    ['storefront-canary.web', 'storefront', 'web'],
    ['canary-stable-canary.a', 'canary-stable', 'a'],
    ['a-canary-b.c', 'a-canary-b', 'c'],
  ])('requests to %s are received by %s in %s', (host, name, namespace) => {
    const found = relabelled(
      {
        __name__: 'envoy_cluster_upstream_rq',
        cluster_name: `outbound|80||${host}.svc.cluster.local;`,
        response_code: '200',
      },
      asReceived,
    )
    expect(found).toMatchObject({
      __name__: 'istio_requests_total',
      reporter: 'destination',
      destination_workload: name,
      destination_workload_namespace: namespace,
      response_code: '200',
    })
  })

  it('knows nothing that leaves the cluster', () =>
    expect(
      relabelled(
        { __name__: 'envoy_cluster_upstream_rq', cluster_name: 'outbound|443||api.stripe.com', response_code: '200' },
        asReceived,
      ),
    ).toBeUndefined())
})
