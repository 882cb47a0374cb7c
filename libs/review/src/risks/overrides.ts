import type { Entity } from '../read/entity.ts'
import type { Risk } from './risks.ts'
import type { RiskOverride } from './settings.ts'

const fits = (patterns: readonly string[] | undefined, word: string): boolean =>
  patterns?.some((one) =>
    new RegExp(`^${one.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\*+/g, '.*')}$`, 's').test(word),
  ) ?? true

/**
 * A risk at the level that the repository gives it; the last override that fits counts.
 * @param entity none for the change as a whole
 */
export function overridden(risk: Risk, overrides: readonly RiskOverride[], entity?: Entity): Risk {
  const found = overrides.findLast(
    ({ rule, kinds, names, files }) =>
      (rule === risk.rule || rule === risk.code) &&
      fits(kinds, entity?.kind ?? '') &&
      fits(names, entity?.name ?? '') &&
      fits(files, entity?.path ?? ''),
  )
  if (found === undefined || found.level === risk.level) return risk
  return { ...risk, level: found.level, overridden: { level: risk.level, reason: found.reason } }
}
