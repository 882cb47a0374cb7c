import type { Line } from '../changes/change-group.ts'
import { veil } from '../changes/veil.ts'
import { pathText } from '../compare/diff.ts'
import type { Review } from '../review.ts'
import type { Risk } from '../risks/risks.ts'
import { titleOf } from './format-change.ts'
import { some } from './format-locations.ts'
import { fileRiskText, subjectWords } from './file-sentences.ts'
import { effectText } from './effect-sentences.ts'
import { jsonVersion } from './json-schema.ts'
import { driftText, riskText } from './risk-sentences.ts'
import { unrenderedText } from './unrendered-text.ts'

/** The words that readers know since version 1. */
const verbWords: Partial<Record<Line['verb'], string>> = { added: 'came', removed: 'went' }

/** Members of closed unions: whatever the secrets of a tree are, these are none. */
const ownWords = new Set(['rule', 'level', 'code', 'verb', 'op', 'tool', 'subject'])

const risksOf = <T extends Risk>(risks: readonly T[]) =>
  risks.map(({ rule, level, code, data: _, ...more }, i) => ({
    rule,
    level,
    code,
    why: riskText(risks[i] as T),
    ...more,
  }))

/**
 * A review as JSON: every group, and every object with every field that differs. Its shape is a promise:
 * json-schema.ts. The values of secrets are hidden text by text, so that it stays JSON.
 */
export function asJson(review: Review): string {
  const number = new Map(review.changes.map((change, i) => [change, i]))
  const side = (entity: Review['changes'][number]['before']) => {
    if (entity === undefined) return null
    const { path, line, group, version, kind, namespace, name, location } = entity
    return { path, line, group, version, kind, namespace, name, cluster: location.cluster }
  }
  const shape = {
    version: jsonVersion,
    level: review.level,
    blast: review.blast,
    capacity: review.impact ?? null,
    causes: review.causes,
    risks: risksOf(review.risks),
    entries: review.groups.map((group) => ({
      title: titleOf(group),
      level: group.level,
      release: group.bump ?? null,
      spots: group.locations,
      lines: group.lines.map((line) => ({ ...line, verb: verbWords[line.verb] ?? line.verb })),
      effects: group.effects.map((effect) => ({
        kind: effect.kind,
        code: effect.code,
        text: effectText(effect),
        source: effect.source,
        objects: effect.objects,
      })),
      risks: risksOf(group.risks),
      objects: [...new Set(group.changes.map(({ change }) => number.get(change)))],
    })),
    objects: review.changes.map(({ before, after, renamed, moved, deltas }) => ({
      before: side(before),
      after: side(after),
      renamed,
      moved,
      fields: deltas.map((delta) => ({
        op: delta.op,
        path: pathText(delta.names),
        before: veil([before?.value, after?.value], delta.steps, delta.before) ?? null,
        after: veil([before?.value, after?.value], delta.steps, delta.after) ?? null,
      })),
    })),
    drift: review.drift.map((drift) => ({ app: some(drift.apps, 4), code: drift.code, text: driftText(drift) })),
    unrendered: review.unrendered.map((one) => ({
      name: one.name,
      path: one.path,
      tool: one.tool,
      code: one.code,
      why: unrenderedText(one),
      commands: one.commands,
    })),
    others: review.files.filter(({ subject }) => subject !== 'manifest').map(({ path }) => path),
    files: review.files.map(({ risks, ...file }) => ({
      ...file,
      can: subjectWords[file.subject],
      risks: risks.map((risk) => ({ level: risk.level, code: risk.code, why: fileRiskText(risk) })),
    })),
    issues: review.issues,
  }
  const hidden = (key: string, value: unknown): unknown =>
    typeof value === 'string' && !ownWords.has(key) ? review.hide(value) : value
  return `${JSON.stringify(shape, hidden, 1)}\n`
}
