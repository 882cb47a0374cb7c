import { counted, firstLines } from '@slipway/core'
import type { Edited, Written } from '@slipway/tree'

export interface Size {
  readonly apps: number
  readonly clusters: number
  readonly files: number
}

const estate = ({ apps, clusters, files }: Size): string =>
  `${counted(apps, 'app')}, ${counted(clusters, 'cluster')}: ${counted(files, 'file')}`

const editLine = ({ path, source, saved }: Edited): string => {
  const instead = source === undefined ? 'nothing renders it any more' : `change ${source} instead`
  return `edited by hand: ${path}; ${instead} (the edit is kept in ${saved})`
}

export function written(size: Size, result: Written, seconds: number): string {
  const changed = [
    ...result.written.map((path) => `written  ${path}`),
    ...result.removed.map((path) => `deleted  ${path}`),
  ]
  const counts = `${result.written.length} written, ${result.unchanged} unchanged, ${result.removed.length} deleted`
  const last = `${estate(size)}, ${counts} in ${seconds.toFixed(1)} s\n`
  return [...firstLines(changed, 20), ...result.edited.map(editLine), last].join('\n')
}

export const asRendered = (size: Size, seconds: number): string =>
  `${estate(size)}, all as rendered, checked in ${seconds.toFixed(1)} s\n`
