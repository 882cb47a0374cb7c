import path from 'node:path'
import { parseArgs } from 'node:util'

/** The repository that this tool is part of. */
const home = path.resolve(import.meta.dirname, '../../..')

export interface Options {
  readonly root: string
  readonly cluster: string | undefined
  /** The commit to compare with; empty: where this branch left main. */
  readonly base: string | undefined
  readonly json: boolean
}

/** What was asked for, or what to print instead and the exit code that goes with it. */
export type Asked =
  | { readonly ok: true; readonly options: Options }
  | { readonly ok: false; readonly exit: 0 | 2; readonly text: string }

export const usage = `Usage: npm run capacity -- [--cluster NAME] [--base REF] [--json] [--root DIR]

Packs the pods of every app onto the machines of the fleet's pools, at the fewest, a typical number and the most: says what does not fit, what the loss
of a zone or of a spot pool does, and what it costs a month by app. Money is an estimate from the list prices in fleet/prices.ts. Nothing is measured:
a typical load is a third of the way from the fewest pods to the most. Exit 0: everything fits, 1: something does not, 2: wrong usage.

  --cluster NAME  this cluster only
  --base REF      what changes since a commit, such as main or HEAD~1
  --json          print { prices, clusters, changes } or { issues } as JSON
  --root DIR      the repository (default: the one that this tool is in)
  --help          this text
`

const words = {
  root: { type: 'string' },
  cluster: { type: 'string' },
  base: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Reads the words after `capacity`; what does not belong is told with the usage. @param from where a relative folder begins */
export function capacityOptions(argv: readonly string[], from: string): Asked {
  try {
    const { values } = parseArgs({ args: [...argv], options: words, strict: true })
    if (values.help) return { ok: false, exit: 0, text: usage }
    const { cluster, base, json, root } = values
    // A ref that begins with a dash would be an option to git.
    if (base !== undefined && (base === '' || base.startsWith('-')))
      return { ok: false, exit: 2, text: `${JSON.stringify(base)} is no commit\n\n${usage}` }
    return { ok: true, options: { root: root === undefined ? home : path.resolve(from, root), cluster, base, json } }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return { ok: false, exit: 2, text: `${error.message}\n\n${usage}` }
  }
}
