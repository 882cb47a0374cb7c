import path from 'node:path'
import type { FolderResult } from '@slipway/checks'
import { nodeDisk, readSummed, stateFolder, summed } from '@slipway/tree/writing'
import { put } from './judged.ts'

/** What ring 2 found right before, by folder. */
export interface Judgements {
  /** @param of the hash of all else that decides: the fleet and what is rejected */
  readonly before: (of: string) => ReadonlyMap<string, FolderResult>
  readonly keep: (of: string, judged: ReadonlyMap<string, FolderResult>) => void
}

/** For a run that is to judge everything. */
export const nothingBefore: Judgements = { before: () => new Map(), keep: () => {} }

const file = `${stateFolder}/judgements.jsonl`
const version = 1

/**
 * What earlier runs remember of each folder, a line each, in `.slipway/judgements.jsonl` below a root. Only a memory: without it, or with another
 * sum, all is judged. Two runs at once each leave a whole file, the last one theirs.
 * @param key of the rules: from `checksKey`
 */
export function openJudgements(root: string, key: string): Judgements {
  let known: ReadonlyMap<string, FolderResult> = new Map()
  return {
    before: (of) => {
      const stored = readSummed(nodeDisk(root), file, version)
      if (stored?.isWhole !== true || stored.head['key'] !== `${key} ${of}`) return new Map()
      const lines = stored.body.split('\n').filter((line) => line !== '')
      known = new Map(
        lines.map((line) => {
          const [folder, of, objects, queried] = JSON.parse(line) as [
            string,
            string | null,
            FolderResult['objects'],
            FolderResult['queried'] | null,
          ]
          return [folder, { key: of ?? undefined, objects, queried: queried ?? undefined }]
        }),
      )
      return known
    },
    keep: (of, judged) => {
      if (judged.size === known.size && [...judged].every(([folder, one]) => known.get(folder) === one)) return
      const lines = [...judged].map(
        ([folder, { key, objects, queried }]) => `${JSON.stringify([folder, key ?? null, objects, queried ?? null])}\n`,
      )
      put(path.join(root, file), summed(version, { key: `${key} ${of}` }, lines.join('')))
    },
  }
}
