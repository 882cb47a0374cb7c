import { compareBy, firstLines, folderOf } from '@slipway/core'
import {
  factText,
  holdText,
  noteText,
  nothingText,
  releaseName,
  shell,
  span,
  titleOf,
  type HistoryEntry,
  type Note,
  type Nothing,
  type Opened,
  type ReleaseChange,
  type Status,
  type StatusRow,
  type Step,
} from '@slipway/release'

export interface Done {
  readonly step: Step
  /** New texts by path; `undefined` deletes. */
  readonly files: ReadonlyMap<string, string | undefined>
  readonly dryRun: boolean
  readonly edited: readonly string[]
  readonly inGit: boolean
  /** The folder of an app that git does not have yet. */
  readonly fresh?: string
  readonly others?: readonly Note[]
  readonly commit?: string
  readonly pull?: Opened
  /** The file of a pull request that another job opens. */
  readonly prepared?: string
}

/** As wide as their widest cell; the last one is not padded. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)))
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const changeRow = ({ cluster, from, to }: ReleaseChange): readonly string[] => {
  const isSame = JSON.stringify(to.hold) === JSON.stringify(from?.hold)
  const held = isSame ? '' : to.hold === undefined ? 'no longer held' : `held: ${holdText(to.hold)}`
  const what =
    from !== undefined && from.digest === to.digest
      ? releaseName(to)
      : `${from === undefined ? 'not there' : releaseName(from)} -> ${releaseName(to)}`
  return [cluster.name, what, held]
}

const files = (done: Done): readonly string[] => {
  const sorted = [...done.files].sort(compareBy(([path]) => path))
  const rows = sorted.map(([path, text]) => `${text === undefined ? 'deleted' : 'written'}  ${path}`)
  return firstLines(rows, 20)
}

/** Without folders in one of the others. */
function foldersOf(paths: Iterable<string>): readonly string[] {
  const all = [...new Set([...paths].map(folderOf))].sort()
  return all.filter((folder) => !all.some((other) => folder.startsWith(`${other}/`)))
}

export function ending({ dryRun, commit, pull, prepared, step, files: written, inGit, fresh }: Done): string {
  if (dryRun) return 'Nothing is written: this was a dry run.'
  if (prepared !== undefined) return `Prepared ${prepared}: npx slipway release publish opens it`
  if (pull !== undefined)
    return `${pull.isNew ? 'Opened' : 'Renewed'} ${pull.url} from ${pull.branch} (${pull.commit.slice(0, 12)})`
  if (commit !== undefined) return `Committed as ${commit.slice(0, 12)}. Next: git push`
  if (!inGit) return 'Next: bring these files into the repository that Argo CD follows; this folder is in none'
  const folders = foldersOf([...written.keys(), ...(fresh === undefined ? [] : [`${fresh}/`])])
  return `Next: ${shell(['git', 'add', ...folders])} && ${shell(['git', 'commit', '-m', titleOf(step)])}`
}

export const notesOf = ({ step, edited, others = [] }: Done): readonly string[] => [
  ...step.notes.map(noteText),
  ...edited,
  ...others.map(noteText),
]

export function doneText(done: Done): string {
  const { step } = done
  const changes = step.changes.length === 0 ? [] : [columns(step.changes.map(changeRow))]
  const notes = notesOf(done).map((note) => `note     ${note}`)
  const along = step.facts.filter(([code]) => code === 'along').map((fact) => `along    ${factText(fact)}`)
  return `${[titleOf(step), ...changes, ...along, ...files(done), ...notes, ending(done)].join('\n')}\n`
}

export function doneJson(done: Done): string {
  const { step, files: written, dryRun, commit, pull } = done
  const paths = [...written.keys()].sort()
  return `${JSON.stringify({
    ok: true,
    verb: step.verb,
    app: step.app,
    target: step.target,
    ...(step.along === undefined ? {} : { along: step.along.map((one) => one.app.name) }),
    title: titleOf(step),
    dryRun,
    moves: step.changes.map(({ cluster, from, to }) => ({
      cluster: cluster.name,
      environment: cluster.environment,
      from: from ?? null,
      to,
    })),
    written: paths.filter((path) => written.get(path) !== undefined),
    removed: paths.filter((path) => written.get(path) === undefined),
    facts: step.facts.map(factText),
    notes: notesOf(done),
    commit: commit ?? null,
    pull: pull ?? null,
  })}\n`
}

export const undoneText = (why: Nothing): string => `Nothing to do: ${nothingText(why)}\n`
export const undoneJson = (why: Nothing): string =>
  `${JSON.stringify({ ok: true, nothing: nothingText(why), code: why[0] })}\n`

const ago = (since: number | null, now: Date): string => (since === null ? '-' : span(now.getTime() / 1000 - since))

const remark = (row: StatusRow): string =>
  [
    row.hold === null ? '' : `held: ${holdText(row.hold)}`,
    row.rejected === null ? '' : `REJECTED: ${row.rejected}`,
    row.keepsSpec ? 'with the spec of then' : '',
  ]
    .filter((text) => text !== '')
    .join('; ')

export function statusText(status: Status, now: Date): string {
  const head = ['app', 'environment', 'cluster', 'version', 'digest', 'for', '']
  const rows = status.rows.map((row) => [
    row.app,
    row.environment,
    row.cluster,
    row.version,
    row.digest.slice(7, 19),
    ago(row.since, now),
    remark(row),
  ])
  const apart = status.apart.map(
    ({ app, from, to, commits }) =>
      `${app}: ${to} is ${commits === null ? 'at another release than' : `${commits} commits behind`} ${from}`,
  )
  const rejected = status.rejected.map(
    ({ app, digest, reason }) => `${app}: ${digest.slice(7, 19)} is rejected: ${reason}`,
  )
  const frozen = status.frozen.map(({ environment, reason }) => `${environment} is frozen: ${reason}`)
  const table = rows.length === 0 ? 'no release anywhere' : columns([head, ...rows])
  return `${[table, ...[...apart, ...rejected, ...frozen].map((text, i) => (i === 0 ? `\n${text}` : text))].join('\n')}\n`
}

const minute = (time: number): string => new Date(time * 1000).toISOString().slice(0, 16).replace('T', ' ')

/** @param isCut whether the clone is shallow, and lacks what was before */
export function historyText(cluster: string, entries: readonly HistoryEntry[], isCut = false): string {
  if (entries.length === 0) return `${cluster}: nothing in this clone's history\n`
  const rows = entries.map((e) => [
    String(e.number),
    minute(e.time),
    e.release.version,
    e.release.digest.slice(7, 19),
    e.commit.slice(0, 12),
    e.subject,
  ])
  const cut = isCut
    ? 'this clone is shallow: the last may be older, and others before it (git fetch --unshallow)\n'
    : ''
  return `${cluster}\n${columns([['#', 'since (UTC)', 'version', 'digest', 'commit', 'what'], ...rows])}\n${cut}`
}
