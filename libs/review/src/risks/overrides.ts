import { parse, type Outcome } from '@slipway/core'
import { readYaml } from '@slipway/kube/read-yaml'
import { z } from 'zod'
import type { Entity } from '../read/entity.ts'
import { riskLevels } from './level.ts'
import type { Risk } from './risks.ts'

/** The file in which a repository says which risks weigh more or less there; that of the old side counts, so no change lowers its own. */
export const overridesFile = '.slipway-review.yaml'

const words = (what: string) => z.array(z.string().min(1)).min(1).optional().describe(what)
const override = z.strictObject({
  rule: z.string().min(1).describe('a rule or a reason, as `review --rules` and review.json have them'),
  level: z.enum(riskLevels).describe('low, medium or high'),
  reason: z.string().trim().min(10).describe('why, in ten characters at least: every report shows it'),
  kinds: words('kinds of objects, such as [Deployment]'),
  names: words('names of objects; `*` stands for any letters'),
  files: words('paths of files; `*` stands for any letters'),
})
const schema = z.strictObject({ risks: z.array(override).describe('a list of rules with a level and a reason') })
export type RiskOverride = z.infer<typeof override>

export function readOverrides(text: string): Outcome<readonly RiskOverride[]> {
  const { docs, issues } = readYaml(overridesFile, text)
  if (issues.length > 0) return { ok: false, issues }
  const read = parse(schema, docs[0]?.value ?? {}, overridesFile)
  return read.ok ? { ok: true, value: read.value.risks } : read
}

const fits = (patterns: readonly string[] | undefined, word: string): boolean =>
  patterns?.some((one) =>
    new RegExp(`^${one.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\*+/g, '.*')}$`, 's').test(word),
  ) ?? true

/** A risk at the level that the repository gives it; the last override that fits counts. @param entity none for the change as a whole */
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
