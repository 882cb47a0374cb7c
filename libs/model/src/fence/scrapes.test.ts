import { describe, expect, it } from 'vitest'
import { appScrape, proxyScrape } from './scrapes.ts'

/** As Prometheus reads the expressions of relabelings: they hold for all of a name. */
const isTakenBy = ({ metricRelabelings }: typeof appScrape, name: string): boolean =>
  metricRelabelings.every(({ action, regex }) => new RegExp(`^(?:${regex})$`).test(name) === (action === 'keep'))

describe('names of series', () => {
  it.each([
    ['http_requests_total', true],
    ['upload_bytes', true],
    ['nodejs_heap_size_total_bytes', true],
    ['process_cpu_seconds_total', true],
    ['istio_requests_total', false],
    ['up', false],
    // What kube-prometheus-stack asks for in no namespace: of KubeAPIErrorBudgetBurn, KubeCPUOvercommit and
    // ConfigReloaderSidecarErrors.
    ['apiserver_request:burnrate1h', false],
    ['namespace_cpu:kube_pod_container_resource_requests:sum', false],
    ['reloader_last_reload_successful', false],
    [':', false],
  ])('an app may serve %s: %s', (name, isTaken) => {
    expect(isTakenBy(appScrape, name)).toBe(isTaken)
  })

  it.each([
    ['istio_requests_total', true],
    ['envoy_cluster_upstream_rq', true],
    ['http_requests_total', false],
  ])('a proxy may serve %s: %s', (name, isTaken) => {
    expect(isTakenBy(proxyScrape, name)).toBe(isTaken)
  })
})
