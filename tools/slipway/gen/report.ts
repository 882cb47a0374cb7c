import type { Output } from '@slipway/cli'
import { counted, firstLines, formatIssues, type Issue } from '@slipway/core'
import type { Edited, Written } from '@slipway/tree'

export type Speech = Pick<Output, 'out' | 'err' | 'progress' | 'seconds'>

export interface Size {
  readonly apps: number
  readonly clusters: number
  readonly files: number
}

const estate = ({ apps, clusters, files }: Size): string =>
  `${counted(apps, 'app')}, ${counted(clusters, 'cluster')}: ${counted(files, 'file')}`

/** @param inGit without git nobody knows whether a hand or an older Slipway wrote it */
const editLine = ({ path, source, saved }: Edited, inGit: boolean): string => {
  const instead = source === undefined ? 'nothing renders it any more' : `change ${source} instead`
  return inGit
    ? `edited by hand: ${path}; ${instead} (the edit is kept in ${saved})`
    : `replaced: ${path}, rendered from ${source ?? 'nothing'}; this folder is in no git, so what was there is kept in ${saved}`
}

export function written(size: Size, result: Written, seconds: number, inGit = true): string {
  const changed = [
    ...result.written.map((path) => `written  ${path}`),
    ...result.removed.map((path) => `deleted  ${path}`),
  ]
  const counts = `${result.written.length} written, ${result.unchanged} unchanged, ${result.removed.length} deleted`
  const last = `${estate(size)}, ${counts} in ${seconds.toFixed(1)} s\n`
  return [...firstLines(changed, 20), ...result.edited.map((one) => editLine(one, inGit)), last].join('\n')
}

export const asRendered = (size: Size, seconds: number): string =>
  `${estate(size)}, all as rendered, checked in ${seconds.toFixed(1)} s\n`

export function fail(speech: Speech, json: boolean, issues: readonly Issue[]): 1 {
  if (json) speech.out(`${JSON.stringify({ ok: false, issues })}\n`)
  else speech.err(`${formatIssues(issues, 20)}\n`)
  return 1
}

/** Every 1,000th of many. */
export const writing =
  (speech: Speech) =>
  (done: number, total: number): void => {
    if (done % 1000 === 0 && done < total) speech.progress(`${done} of ${total} files written`)
  }
