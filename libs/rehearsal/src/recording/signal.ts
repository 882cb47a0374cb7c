import { quantity } from '@slipway/kube'
import type { Live } from '../cluster/kube.ts'
import type { Trigger } from '../cluster/fields.ts'

interface Value {
  readonly averageUtilization?: number
  readonly averageValue?: string
  readonly value?: string
}
interface Part {
  readonly name?: string
  readonly metric?: { readonly name: string }
  readonly current?: Value
  readonly target?: Value
}
interface Metric {
  readonly resource?: Part
  readonly containerResource?: Part
  readonly external?: Part
}

interface Measured {
  readonly name: string
  readonly current: number | undefined
  readonly target: number | undefined
  /** `%` of what the pod requests; empty for requests a second or messages. */
  readonly unit: '%' | ''
}

const partOf = (metric: Metric | null | undefined) => metric?.external ?? metric?.containerResource ?? metric?.resource
const valueOf = ({ averageUtilization, averageValue, value }: Value = {}) =>
  averageUtilization ?? quantity(averageValue ?? value)

/** KEDA numbers triggers (`s0-prometheus`); people know the names in the ScaledObject. */
export function signalName(metric: string, triggers: readonly Trigger[]): string {
  const [, index] = /^s(\d+)-/.exec(metric) ?? []
  return triggers[Number(index ?? -1)]?.name ?? metric
}

/** The measured and target values of an HPA. @param triggers of its ScaledObject, for their names */
export function measuredBy(hpa: Live | undefined, triggers: readonly Trigger[] = []): readonly Measured[] {
  // The controller writes `null` before it has measured.
  const { currentMetrics } = (hpa?.status ?? {}) as { currentMetrics?: readonly (Metric | null)[] | null }
  const { metrics = [] } = (hpa?.spec ?? {}) as { metrics?: readonly Metric[] }
  return metrics.flatMap((metric, index) => {
    const part = partOf(metric)
    if (part === undefined) return []
    return [
      {
        name: part.name ?? signalName(part.metric?.name ?? '?', triggers),
        current: valueOf(partOf(currentMetrics?.[index])?.current),
        target: valueOf(part.target),
        unit: part.target?.averageUtilization === undefined ? ('' as const) : ('%' as const),
      },
    ]
  })
}
