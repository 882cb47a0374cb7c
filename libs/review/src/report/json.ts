import { pathText } from '../compare/diff.ts'
import type { Review } from '../review.ts'
import { titleOf } from './words.ts'

/**
 * A review as JSON: every entry, and every object with every field that differs. Its shape is a promise: `version` grows when it changes.
 */
export function asJson(review: Review): string {
  const number = new Map(review.changes.map((change, i) => [change, i]))
  const side = (entity: Review['changes'][number]['before']) =>
    entity === undefined
      ? null
      : {
          path: entity.path,
          line: entity.line,
          group: entity.group,
          version: entity.version,
          kind: entity.kind,
          namespace: entity.namespace,
          name: entity.name,
          cluster: entity.place.cluster,
        }
  return `${JSON.stringify(
    {
      version: 1,
      level: review.level,
      blast: review.blast,
      capacity: review.need ?? null,
      risks: review.risks,
      entries: review.entries.map((entry) => ({
        title: titleOf(entry),
        level: entry.level,
        release: entry.bump ?? null,
        spots: entry.spots,
        lines: entry.lines,
        effects: entry.effects,
        risks: entry.risks,
        objects: [...new Set(entry.atoms.map(({ change }) => number.get(change)))],
      })),
      objects: review.changes.map(({ before, after, renamed, moved, deltas }) => ({
        before: side(before),
        after: side(after),
        renamed,
        moved,
        fields: deltas.map((delta) => ({
          op: delta.op,
          path: pathText(delta.names),
          before: delta.before ?? null,
          after: delta.after ?? null,
        })),
      })),
      drift: review.drift,
      others: review.others,
      issues: review.issues,
    },
    null,
    1,
  )}\n`
}
