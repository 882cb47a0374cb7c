import { isFields, mapValues, seconds as secondsOf } from '@slipway/kube'
import { withWindows } from './speed-up-canaries.ts'

/** Two and a half minutes of the tree are a second here. */
export const alertTimeScale = 150

interface Rule {
  readonly alert?: string
  readonly record?: string
  readonly expr: string
  readonly for?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
}
export interface RuleGroup {
  readonly name: string
  readonly interval?: string
  readonly rules: readonly Rule[]
}

const ms = (seconds: number, least = 1) => `${Math.max(least, Math.round((seconds * 1000) / alertTimeScale))}ms`
const shorter = (text: string, least?: number) => ms(secondsOf(text, 'prometheus') ?? 0, least)

/** Two scrapes here, below which there is no rate. */
const leastWindow = 1_500

/**
 * Windows, waits and the evaluation itself, by whose seconds a count is multiplied (libs/manifests, slo-records.ts);
 * limits stay.
 */
export function speedUpRules({ name, interval = '1m', rules }: RuleGroup): RuleGroup {
  const each = secondsOf(interval, 'prometheus') ?? 60
  return {
    name,
    interval: ms(each),
    rules: rules.map((rule) => ({
      ...rule,
      expr: withWindows(rule.expr, (seconds) => ms(seconds, leastWindow)).replaceAll(
        `* ${each} >=`,
        `* ${each / alertTimeScale} >=`,
      ),
      ...(rule.for === undefined ? {} : { for: shorter(rule.for) }),
    })),
  }
}

const waits = new Set(['group_wait', 'group_interval', 'repeat_interval', 'resolve_timeout'])

/** Shortens all intervals of Alertmanager's config. It wants at least a second between two flushes of a group. */
export function speedUpRoutes(config: unknown): unknown {
  if (Array.isArray(config)) return config.map(speedUpRoutes)
  if (!isFields(config)) return config
  return mapValues(config, (value, key) =>
    waits.has(key) && typeof value === 'string'
      ? shorter(value, key === 'group_wait' ? 1 : 1_000)
      : speedUpRoutes(value),
  )
}
