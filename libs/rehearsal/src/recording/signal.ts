import { quantity } from '@slipway/kube'
import type { Live } from '../cluster/kube.ts'

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

/** A trigger of a ScaledObject. */
export interface Trigger {
  readonly name?: string
  readonly metadata: { readonly query?: string }
}

/** One thing that an HPA counts pods by. */
export interface Measured {
  readonly name: string
  /** Nothing where it has measured nothing. */
  readonly current: number | undefined
  readonly target: number | undefined
  /** `%` of what a pod asks for, or nothing: requests a second, messages. */
  readonly unit: '%' | ''
}

const partOf = (metric: Metric | null | undefined): Part | undefined =>
  metric?.external ?? metric?.containerResource ?? metric?.resource
const valueOf = ({ averageUtilization, averageValue, value }: Value = {}): number | undefined =>
  averageUtilization ?? quantity(averageValue ?? value)

/** KEDA numbers its triggers (`s0-prometheus`); people know them by the names that they have in the ScaledObject. */
export function signalName(metric: string, triggers: readonly Trigger[]): string {
  const [, index] = /^s(\d+)-/.exec(metric) ?? []
  return triggers[Number(index ?? -1)]?.name ?? metric
}

/** What an HPA has measured and what it aims at. @param triggers of the ScaledObject that it was made from, for their names */
export function measuredBy(hpa: Live | undefined, triggers: readonly Trigger[] = []): readonly Measured[] {
  // The controller writes `null` where it has measured nothing.
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
