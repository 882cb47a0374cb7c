import type { Live } from '../../cluster/kube.ts'
import { measuredBy, type Trigger } from '../../recording/signal.ts'
import type { TestContext, StagedApp } from '../../stage/test-context.ts'

export interface Condition {
  readonly type: string
  readonly status: string
  readonly reason?: string
  readonly message?: string
}

export const conditionsOf = (live: Live | undefined): readonly Condition[] =>
  ((live?.status ?? {}) as { conditions?: readonly Condition[] }).conditions ?? []

const number = (value: number | undefined, unit: string): string =>
  value === undefined ? '?' : `${Math.round(value * 10) / 10}${unit === '' ? '' : ` ${unit}`}`

/** What an HPA has measured and what it aims at: `requests 48 of 50`. */
export const signalWords = (hpa: Live | undefined, triggers: readonly Trigger[] = []): string =>
  measuredBy(hpa, triggers)
    .map(({ name, current, target, unit }) => `${name} ${number(current, unit)} of ${number(target, unit)}`)
    .join(', ')

/** What is wrong with a scaler or what it wants, in the words of the HPA controller and of KEDA. */
export async function scalerWords(test: TestContext, { team, name }: StagedApp): Promise<string> {
  const hpa = await test.kube.get({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    namespace: team,
    name,
  })
  const scaled = await test.kube
    .get({ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', namespace: team, name })
    .catch(() => undefined)
  const { triggers = [] } = (scaled?.spec ?? {}) as { triggers?: readonly Trigger[] }
  const bad = [
    ...conditionsOf(scaled).filter(
      ({ type, status }) => (type === 'Ready' && status === 'False') || (type === 'Fallback' && status === 'True'),
    ),
    ...conditionsOf(hpa).filter(
      ({ type, status, reason }) =>
        ((type === 'ScalingActive' || type === 'AbleToScale') && status === 'False') ||
        (type === 'ScalingLimited' && reason === 'TooManyReplicas'),
    ),
  ].map(({ message = '', reason = '' }) => `${reason}: ${message}`)
  const { desiredReplicas } = (hpa?.status ?? {}) as { desiredReplicas?: number }
  const by = signalWords(hpa, triggers)
  const wants =
    hpa === undefined
      ? 'no HPA yet'
      : `the HPA wants ${desiredReplicas ?? 'nothing yet'}${by === '' ? '' : ` by ${by}`}`
  const unknown: string[] = []
  for (const query of triggers.flatMap(({ metadata }) => metadata.query ?? [])) {
    const [, selector] = /(istio_\w+\{[^}]*\})/.exec(query) ?? []
    if (selector !== undefined && (await test.ask(`count(${selector})`)) === undefined)
      unknown.push(`Prometheus has no series for ${selector}`)
  }
  return [wants, ...unknown, ...bad].join('; ').slice(0, 700)
}
