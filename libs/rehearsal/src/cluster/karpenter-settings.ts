import { fields } from '@slipway/kube'
import { parse } from 'yaml'
import { chartValues } from './chart-values.ts'

/** The chart's settings that Karpenter's core knows, as environment variables. */
export function karpenterSettings(application: string | undefined): Readonly<Record<string, string>> {
  const settings = fields(chartValues(parse(application ?? ''))['settings'])
  const gates = Object.entries((settings['featureGates'] ?? {}) as Record<string, boolean>).map(
    ([name, on]) => `${name.charAt(0).toUpperCase()}${name.slice(1)}=${String(on)}`,
  )
  return {
    ...(typeof settings['preferencePolicy'] === 'string' ? { PREFERENCE_POLICY: settings['preferencePolicy'] } : {}),
    ...(gates.length === 0 ? {} : { FEATURE_GATES: gates.join(',') }),
  }
}
