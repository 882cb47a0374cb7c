import { at, fields, list, quantity, text } from '@slipway/kube'

const utilization = 'averageUtilization'

/** The numbers in a trigger of KEDA that say when a pod is added (https://keda.sh/docs/latest/scalers/). */
const thresholds = [
  'threshold',
  'value',
  'queueLength',
  'lagThreshold',
  'messageCount',
  'targetValue',
  'targetQueryValue',
]

/** The number of each metric above which a scaler adds pods, by the metric's name; shares end in ` %`. */
export function targetsOf(spec: unknown): ReadonlyMap<string, number> {
  const found: [string, number][] = []
  for (const metric of list(at(spec, 'metrics'))) {
    const type = text(metric.type) ?? ''
    const own = fields(metric[`${type.charAt(0).toLowerCase()}${type.slice(1)}`])
    const name = `${type} ${text(own.container) ?? ''} ${text(own.name) ?? text(at(own, 'metric', 'name')) ?? ''}`
    for (const [how, value] of Object.entries(fields(own.target))) {
      const number = how === utilization ? Number(value) : quantity(value)
      if (how !== 'type' && number !== undefined && number > 0)
        found.push([`${name} ${how}${how === utilization ? ' %' : ''}`, number])
    }
  }
  for (const [i, trigger] of list(at(spec, 'triggers')).entries()) {
    const type = text(trigger.type) ?? ''
    const isShare = (type === 'cpu' || type === 'memory') && trigger.metricType !== 'AverageValue'
    for (const key of thresholds) {
      const number = quantity(at(trigger, 'metadata', key))
      if (number !== undefined && number > 0) found.push([`${i} ${type} ${key}${isShare ? ' %' : ''}`, number])
    }
  }
  return new Map(found)
}
