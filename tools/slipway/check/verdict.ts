import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Issue } from '@slipway/core'
import {
  asBefore,
  codeKey,
  drift,
  libsBelow,
  nodeDisk,
  readBefore,
  readState,
  sha256,
  stateFolder,
  type Looking,
} from '@slipway/tree/writing'
import { put } from './judged.ts'

/** What was checked before and found to be right. */
export interface Unchanged {
  readonly files: number
  /** How the disk differs from it. */
  readonly drift: () => readonly Issue[]
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
  const verb = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.ts'))
    .sort()
  const texts = verb.map((name) => `${name}\n${readFileSync(path.join(import.meta.dirname, name), 'utf8')}`)
  return sha256([codeKey(libsBelow('checks')), ...texts].join('\n'))
}

/**
 * The verdict in `.slipway/checked` below a root: the hash of what the last `gen` wrote all of its tree from, and of the rules and schemas. Only a
 * memory, as good as `gen`'s own (docs/speed.md): what looks untouched to `gen` is not judged again.
 * @param key of all that judges: `judgeKey` and `checksKey`
 * @param now the clock, in milliseconds since 1970
 * @param looking what lies on the disk, where that is looked at already
 */
export function openVerdict(root: string, key: string, now: () => number, looking?: Looking): Verdict {
  const disk = nodeDisk(root)
  const file = path.join(root, stateFolder, 'checked')
  const look = () => {
    const state = readState(disk)
    const before = asBefore(disk, state, readBefore(disk, now()))
    if (before === undefined) return undefined
    const files = [...state.rows.values()].reduce((sum, { count }) => sum + count, 0)
    const seen = looking === undefined ? undefined : { state, listing: looking }
    return {
      ...before,
      files,
      drift: () => drift(disk, before.wanted, undefined, seen),
      name: sha256(`${key}\n${state.from ?? ''}`),
    }
  }
  // Nothing lies between asking for what still holds and beginning anew.
  let first: { readonly seen: ReturnType<typeof look> } | undefined
  const firstLook = () => (first ??= { seen: look() }).seen
  return {
    still: () => {
      const seen = existsSync(file) ? firstLook() : undefined
      return seen !== undefined && readFileSync(file, 'utf8') === `${seen.name}\n` ? seen : undefined
    },
    begin: () => {
      const name = firstLook()?.name
      return () => {
        if (name !== undefined && look()?.name === name) put(file, `${name}\n`)
      }
    },
  }
}
