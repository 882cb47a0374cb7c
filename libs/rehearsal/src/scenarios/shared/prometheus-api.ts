import type { TestContext } from '../../stage/test-context.ts'

/**
 * Queries Prometheus' own API (https://prometheus.io/docs/prometheus/latest/querying/api/).
 * @param what a path under /api/v1/
 */
export const askApi = async <T>(test: TestContext, what: string): Promise<T> =>
  ((await (await fetch(`${test.prometheusUrl()}/api/v1/${what}`)).json()) as { data: T }).data
