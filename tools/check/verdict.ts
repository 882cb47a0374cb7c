import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { asBefore, codeKey, libsBelow, nodeDisk, readBefore, readState, sha256, stateFolder, whole, type Wanted } from '@slipway/tree/writing'
import { put } from './judged.ts'

/** What was checked before and found to be right: the tree as it should be, without its texts. */
export interface Unchanged {
  readonly wanted: Wanted
  readonly apps: number
  readonly clusters: number
}

/** The last check of all that found nothing. */
export interface Verdict {
  /** What it was about, when neither the estate, nor the generator, nor the checks look touched since. */
  readonly still: () => Unchanged | undefined
  /** Before anything is read. @returns remembers that all rings found nothing, where nothing was touched meanwhile */
  readonly begin: () => () => void
}

/** For a run that is to look at everything. */
export const noVerdict: Verdict = { still: () => undefined, begin: () => () => {} }

/** What decides a verdict beside the estate and the generator: the rules, what these need, and this verb. */
export function checksKey(): string {
  const verb = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts')).sort()
  const texts = verb.map((name) => `${name}\n${readFileSync(path.join(import.meta.dirname, name), 'utf8')}`)
  return sha256([codeKey(libsBelow('checks')), ...texts].join('\n'))
}

/**
 * The verdict in `.slipway/checked` below a root: the hash of what the last `gen` wrote all of its tree from, and of the rules and schemas. Only a
 * memory, as good as `gen`'s own (docs/speed.md): what looks untouched to `gen` is not judged again.
 * @param key of all that judges: `judgeKey` and `checksKey`
 * @param now the clock, in milliseconds since 1970
 */
export function openVerdict(root: string, key: string, now: () => number): Verdict {
  const disk = nodeDisk(root)
  const file = path.join(root, stateFolder, 'checked')
  const look = () => {
    const state = readState(disk)
    const before = asBefore(disk, state, readBefore(disk, now()))
    return before === undefined ? undefined : { ...before, wanted: whole(before.wanted, state), name: sha256(`${key}\n${state.from ?? ''}`) }
  }
  return {
    still: () => {
      const seen = existsSync(file) ? look() : undefined
      return seen !== undefined && readFileSync(file, 'utf8') === `${seen.name}\n` ? seen : undefined
    },
    begin: () => {
      const first = look()?.name
      return () => {
        if (first !== undefined && look()?.name === first) put(file, `${first}\n`)
      }
    },
  }
}
