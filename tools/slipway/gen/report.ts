import { formatIssues, sortIssues, type Issue } from '@slipway/core'
import type { Edited, Written } from '@slipway/tree'

/** More is counted only. */
const most = 20

export interface Size {
  readonly apps: number
  readonly clusters: number
  readonly files: number
}

const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`
const estate = ({ apps, clusters, files }: Size): string =>
  `${count(apps, 'app')}, ${count(clusters, 'cluster')}: ${count(files, 'file')}`

function some(lines: readonly string[]): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), `... and ${lines.length - most} more`]
}

const instead = (source: string | undefined): string =>
  source === undefined ? 'nothing renders it any more' : `change ${source} instead`

const editLine = ({ path, source, saved }: Edited): string =>
  `edited by hand: ${path}; ${instead(source)} (the edit is kept in ${saved})`

/** @param seconds how long it took */
export function written(size: Size, result: Written, seconds: number): string {
  const changed = [
    ...result.written.map((path) => `written  ${path}`),
    ...result.removed.map((path) => `deleted  ${path}`),
  ]
  const counts = `${result.written.length} written, ${result.unchanged} unchanged, ${result.removed.length} deleted`
  const lines = [
    ...some(changed),
    ...result.edited.map(editLine),
    `${estate(size)}, ${counts} in ${seconds.toFixed(1)} s`,
  ]
  return `${lines.join('\n')}\n`
}

export const asRendered = (size: Size, seconds: number): string =>
  `${estate(size)}, all as rendered, checked in ${seconds.toFixed(1)} s\n`

/** Of very many, the first. */
export function problems(issues: readonly Issue[]): string {
  const sorted = sortIssues(issues)
  if (sorted.length <= most) return `${formatIssues(sorted)}\n`
  return `${formatIssues(sorted.slice(0, most))} shown, of ${sorted.length}; --json has them all\n`
}
