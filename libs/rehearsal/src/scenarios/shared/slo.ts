import type { TestContext, StagedApp } from '../../stage/test-context.ts'

/** One metric of an AnalysisTemplate or AnalysisRun, as Rollouts has it. */
export interface AnalysisMetric {
  readonly name: string
  readonly failureLimit?: number | string
  readonly successCondition?: string
  readonly provider?: { readonly prometheus?: { readonly query?: string } }
}

/** What an app's AnalysisTemplates in the cluster ask for. */
export async function metricsOf(test: TestContext, app: StagedApp): Promise<readonly AnalysisMetric[]> {
  const templates = await test.kube.list(
    { apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisTemplate' },
    { namespace: app.team },
  )
  return templates
    .filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === app.name)
    .flatMap(({ spec }) => (spec as { metrics: readonly AnalysisMetric[] }).metrics)
}

/** The number that a metric must not pass: `result[0] <= 0.005` is 0.005; nothing when its condition names none. */
export function limitOf(metric: AnalysisMetric | undefined): number | undefined {
  const [, number] = /<=\s*([\d.]+)/.exec(metric?.successCondition ?? '') ?? []
  return number === undefined ? undefined : Number(number)
}

/** The Services whose requests these metrics count (`destination_service_name`), each once. */
export function servicesAskedAbout(metrics: readonly AnalysisMetric[]): readonly string[] {
  const names = metrics.flatMap(({ provider }) => [
    ...(provider?.prometheus?.query ?? '').matchAll(/destination_service_name="([^"]+)"/g),
  ])
  return [...new Set(names.map(([, name = '']) => name))]
}

export interface MetricResult {
  readonly name: string
  readonly failed?: number
  readonly error?: number
  readonly measurements?: readonly { readonly phase: string; readonly value?: string; readonly message?: string }[]
}

/**
 * Why a metric did not end a canary that it should have ended, in words.
 * @param metric as the AnalysisRun has it; nothing when it was not asked for
 */
export function whyContent(name: string, metric: AnalysisMetric | undefined, result: MetricResult | undefined): string {
  if (metric === undefined) return `nobody asked Prometheus for ${name}: the analysis has no such metric`
  const { failed = 0, error = 0, measurements = [] } = result ?? {}
  const condition = `successCondition "${metric.successCondition ?? ''}"`
  const empty = measurements.some(
    ({ phase, value }) => phase === 'Successful' && (value === undefined || value === '[]' || value === ''),
  )
  if (empty)
    return `${name} took an empty answer of Prometheus, where nothing was measured, for a success: ${condition}`
  if (failed > 0) return `${name} failed ${failed} times, and its failureLimit allows ${metric.failureLimit ?? 0}`
  if (error > 0) return `${name} had no answer ${error} times: ${measurements.at(-1)?.message ?? ''}`
  const values = [...new Set(measurements.map(({ value }) => value ?? 'nothing'))].slice(-3).join(', ')
  return measurements.length === 0 ? `${name} was never measured` : `${name} was content with ${values}: ${condition}`
}
