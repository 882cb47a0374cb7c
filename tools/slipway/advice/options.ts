import path from 'node:path'
import { parseArgs } from 'node:util'

/** The repository that this tool is part of. */
const home = path.resolve(import.meta.dirname, '../../..')

export interface Options {
  readonly root: string
  readonly files: readonly string[]
  /** By default the last of the fleet. */
  readonly environment: string | undefined
  /** Say what would change, and write nothing. */
  readonly dryRun: boolean
  readonly json: boolean
}

/** What was asked for, or what to print instead and the exit code that goes with it. */
export type Asked =
  | { readonly ok: true; readonly options: Options }
  | { readonly ok: false; readonly exit: 0 | 2; readonly text: string }

export const usage = `Usage: npm run advice -- FILE... [--environment NAME] [--dry-run] [--json] [--root DIR]

Puts what apps really use into their specs: cpu as it is recommended, memory with a quarter to spare, since a container ends at its limit. Then renders.
Apps are measured that say advice: true, in clusters that do. FILE is what a cluster says:

  kubectl get vpa -A -o json > advice.json

One file for each cluster of the environment; the larger number wins. Review the change and open a pull request as for any other.
Exit 0: done, or nothing to do, 1: something is to be done by hand, or cannot be read, 2: wrong usage.

  --environment NAME  where it was measured (default: the fleet's last). Elsewhere only what that environment says in "in" is changed
  --dry-run           say what would change, and write nothing
  --json              print { done, byHand, unknown, waiting } or { issues } as JSON
  --root DIR          the repository (default: the one that this tool is in)
  --help              this text
`

const words = {
  environment: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  root: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

/** Reads the words after `advice`; what does not belong is told with the usage. @param from where relative files begin */
export function adviceOptions(argv: readonly string[], from: string): Asked {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: words, strict: true, allowPositionals: true })
    if (values.help) return { ok: false, exit: 0, text: usage }
    if (positionals.length === 0) return { ok: false, exit: 2, text: `Which file?\n\n${usage}` }
    const { environment, json, root } = values
    return {
      ok: true,
      options: {
        root: root === undefined ? home : path.resolve(from, root),
        files: positionals.map((file) => path.resolve(from, file)),
        environment,
        dryRun: values['dry-run'],
        json,
      },
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return { ok: false, exit: 2, text: `${error.message}\n\n${usage}` }
  }
}
