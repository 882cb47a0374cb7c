import type { MetricResult } from '../../cluster/fields.ts'
import { appOf, cause, kinds, type Said, type StagedApp, type TestContext } from './kit.ts'

export interface AnalysisMetric {
  readonly name: string
  readonly failureLimit?: number | string
  readonly successCondition?: string
  readonly provider?: { readonly prometheus?: { readonly query?: string } }
}

export async function metricsOf(test: TestContext, app: StagedApp): Promise<readonly AnalysisMetric[]> {
  const templates = await test.kube.list(kinds.analysisTemplate, { namespace: app.team })
  return templates
    .filter((each) => appOf(each) === app.name)
    .flatMap(({ spec }) => (spec as { metrics: readonly AnalysisMetric[] }).metrics)
}

export function limitOf(metric: AnalysisMetric | undefined): number | undefined {
  const [, number] = /<=\s*([\d.]+)/.exec(metric?.successCondition ?? '') ?? []
  return number === undefined ? undefined : Number(number)
}

export function servicesAskedAbout(metrics: readonly AnalysisMetric[]): readonly string[] {
  const names = metrics.flatMap(({ provider }) => [
    ...(provider?.prometheus?.query ?? '').matchAll(/destination_service_name="([^"]+)"/g),
  ])
  return [...new Set(names.map(([, name = '']) => name))]
}

export function whyContent(name: string, metric: AnalysisMetric | undefined, result: MetricResult | undefined): Said {
  if (metric === undefined) return cause('metric-missing', { metric: name })
  const { failed = 0, error = 0, measurements = [] } = result ?? {}
  const condition = metric.successCondition ?? ''
  const empty = measurements.some(
    ({ phase, value }) => phase === 'Successful' && (value === undefined || value === '[]' || value === ''),
  )
  if (empty) return cause('empty-answer-counts', { metric: name, condition })
  if (failed > 0) return cause('failures-allowed', { metric: name, failed, limit: Number(metric.failureLimit ?? 0) })
  if (error > 0) return `${name} had no answer ${error} times: ${measurements.at(-1)?.message ?? ''}`
  const values = [...new Set(measurements.map(({ value }) => value ?? 'nothing'))].slice(-3).join(', ')
  return measurements.length === 0
    ? `${name} was never measured`
    : `${name} was content with ${values}: successCondition "${condition}"`
}
