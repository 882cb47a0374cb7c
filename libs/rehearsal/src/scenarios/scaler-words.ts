import type { Live } from '../kube.ts'
import type { Stage, StagedApp } from '../stage.ts'

export interface Condition { readonly type: string; readonly status: string; readonly reason?: string; readonly message?: string }
interface Value { readonly averageUtilization?: number; readonly averageValue?: string; readonly value?: string }
interface Metric {
  readonly containerResource?: { readonly name: string; readonly current?: Value; readonly target?: Value }
  readonly external?: { readonly metric: { readonly name: string }; readonly current?: Value; readonly target?: Value }
}
interface Trigger { readonly name?: string; readonly metadata: { readonly query?: string } }

export const conditionsOf = (live: Live | undefined): readonly Condition[] => ((live?.status ?? {}) as { conditions?: readonly Condition[] }).conditions ?? []

const number = ({ averageUtilization, averageValue, value }: Value = {}): string =>
  (averageUtilization === undefined ? (averageValue ?? value ?? '?') : `${averageUtilization} %`)

/** KEDA numbers its triggers (`s0-prometheus`); people know them by the names that they have in the ScaledObject. */
function metricName(metric: Metric, triggers: readonly Trigger[]): string {
  const [, index] = /^s(\d+)-/.exec(metric.external?.metric.name ?? '') ?? []
  return triggers[Number(index ?? -1)]?.name ?? metric.containerResource?.name ?? metric.external?.metric.name ?? '?'
}

/** What an HPA has measured and what it aims at: `requests 48 of 50`. */
export function signals(hpa: Live | undefined, triggers: readonly Trigger[] = []): readonly { name: string; current: string; target: string }[] {
  // The controller writes `null` where it has measured nothing.
  const { currentMetrics } = (hpa?.status ?? {}) as { currentMetrics?: readonly (Metric | null)[] | null }
  const { metrics = [] } = (hpa?.spec ?? {}) as { metrics?: readonly Metric[] }
  return metrics.map((metric, index) => ({
    name: metricName(metric, triggers),
    current: number((currentMetrics?.[index]?.external ?? currentMetrics?.[index]?.containerResource)?.current),
    target: number((metric.external ?? metric.containerResource)?.target),
  }))
}

/** What is wrong with a scaler or what it wants, in the words of the HPA controller and of KEDA. */
export async function scalerWords(stage: Stage, { team, name }: StagedApp): Promise<string> {
  const hpa = await stage.kube.get({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', namespace: team, name })
  const scaled = await stage.kube.get({ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', namespace: team, name }).catch(() => undefined)
  const { triggers = [] } = (scaled?.spec ?? {}) as { triggers?: readonly Trigger[] }
  const bad = [
    ...conditionsOf(scaled).filter(({ type, status }) => (type === 'Ready' && status === 'False') || (type === 'Fallback' && status === 'True')),
    ...conditionsOf(hpa).filter(({ type, status }) => (type === 'ScalingActive' || type === 'AbleToScale') && status === 'False'),
  ].map(({ message = '', reason = '' }) => `${reason}: ${message}`)
  const { desiredReplicas } = (hpa?.status ?? {}) as { desiredReplicas?: number }
  const by = signals(hpa, triggers).map((signal) => `${signal.name} ${signal.current} of ${signal.target}`).join(', ')
  const wants = hpa === undefined ? 'no HPA yet' : `the HPA wants ${desiredReplicas ?? 'nothing yet'}${by === '' ? '' : ` by ${by}`}`
  const unknown: string[] = []
  for (const query of triggers.flatMap(({ metadata }) => metadata.query ?? [])) {
    const [, selector] = /(istio_\w+\{[^}]*\})/.exec(query) ?? []
    if (selector !== undefined && await stage.ask(`count(${selector})`) === undefined) unknown.push(`Prometheus has no series for ${selector}`)
  }
  return [wants, ...unknown, ...bad].join('; ').slice(0, 700)
}
