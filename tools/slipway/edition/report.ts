import { counted } from '@slipway/core'
import { factText, nothingText, titleOf, type EditionRow, type Step } from '@slipway/release'
import type { Result } from '../release/land.ts'
import { columns, doneJson, ending, notesOf } from '../release/report.ts'

export interface Moved {
  readonly step: Step
  readonly landed: Result
  /** Its effects, as review reports them. */
  readonly effects: string
  /** The same, as data. */
  readonly review: unknown
}

const said = { release: 'its release file', spec: 'its spec', fleet: 'the fleet' } as const satisfies Record<
  EditionRow['by'],
  string
>

export function rowsText(rows: readonly EditionRow[]): string {
  if (rows.length === 0) return 'no release anywhere\n'
  const head = ['app', 'environment', 'cluster', 'edition', 'because of']
  const table = columns([
    head,
    ...rows.map(({ app, environment, cluster, edition, by }) => [app, environment, cluster, String(edition), said[by]]),
  ])
  const by = Map.groupBy(rows, ({ edition }) => edition)
  const sum = [...by]
    .sort(([a], [b]) => a - b)
    .map(
      ([edition, some]) =>
        `edition ${edition}: ${counted(new Set(some.map(({ app }) => app)).size, 'app')} in ${counted(new Set(some.map(({ cluster }) => cluster)).size, 'cluster')}`,
    )
  return `${table}\n\n${sum.join('; ')}\n`
}

const indented = (text: string): readonly string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))

function oneText({ step, landed, effects }: Moved): readonly string[] {
  const facts = step.facts.map((fact) => `  ${factText(fact)}`)
  if ('nothing' in landed) return [titleOf(step), ...facts, `  ${nothingText(landed.nothing)}`]
  const notes = notesOf(landed).map((note) => `  note     ${note}`)
  return [titleOf(step), ...facts, ...indented(effects), ...notes, `  ${ending(landed)}`]
}

export function movedText(
  all: readonly Moved[],
  { to = '', target = '' }: { readonly to?: string | undefined; readonly target?: string | undefined },
): string {
  if (all.length === 0) return `Nothing to do: all of them live by edition ${to} in ${target} already\n`
  return `${all.flatMap((one, i) => [...(i === 0 ? [] : ['']), ...oneText(one)]).join('\n')}\n`
}

export const movedJson = ({ landed, review, step }: Moved): unknown =>
  'nothing' in landed
    ? { app: step.app, title: titleOf(step), nothing: nothingText(landed.nothing), review }
    : { ...(JSON.parse(doneJson(landed)) as object), review }
