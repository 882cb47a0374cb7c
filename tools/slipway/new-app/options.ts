import path from 'node:path'
import { parseArgs } from 'node:util'

/** The repository that this tool is part of. */
const home = path.resolve(import.meta.dirname, '../../..')

export interface Options {
  readonly name: string
  readonly kind: string
  readonly team: string | undefined
  readonly digest: string | undefined
  readonly install: boolean
  readonly root: string
  readonly json: boolean
}

/** What was asked for, or what to print instead and the exit code that goes with it. */
export type Asked =
  | { readonly ok: true; readonly options: Options }
  | { readonly ok: false; readonly exit: 0 | 2; readonly text: string }

export const usage = `Usage: npm run new-app -- NAME [--kind KIND] [--team TEAM] [--digest sha256:...] [--no-install] [--json] [--root DIR]

Makes apps/NAME: the spec, a service that starts, its test and its Dockerfile. What is there already is never touched.
Exit 0: made, 1: not made, 2: a word it does not know.

  NAME          the app's name, as its folder, its Service and its image will have it
  --kind KIND   http (default), worker, cron, stateful or daemon
  --team TEAM   a team of fleet/fleet.ts (may be left out where there is only one)
  --digest D    the digest of an image that exists: puts the app into the clusters of the first environment
  --no-install  leave package-lock.json as it is; run npm install before you commit
  --json        print { app, files, next } or { issues } as JSON
  --root DIR    the repository (default: the one that this tool is in)
  --help        this text
`

const options = {
  kind: { type: 'string', default: 'http' },
  team: { type: 'string' },
  digest: { type: 'string' },
  install: { type: 'boolean', default: true },
  root: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Reads the words after `new-app`; a word that it does not know, or no name, is told with the usage. */
export function newAppOptions(argv: readonly string[]): Asked {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options,
      strict: true,
      allowNegative: true,
      allowPositionals: true,
    })
    if (values.help) return { ok: false, exit: 0, text: usage }
    const [name, ...more] = positionals
    if (name === undefined) return { ok: false, exit: 2, text: `Which name?\n\n${usage}` }
    if (more.length > 0)
      return {
        ok: false,
        exit: 2,
        text: `One name, please: ${positionals.join(' ')} are ${positionals.length}.\n\n${usage}`,
      }
    const { kind, team, digest, install, root, json } = values
    return { ok: true, options: { name, kind, team, digest, install, json, root: path.resolve(root ?? home) } }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return { ok: false, exit: 2, text: `${error.message}\n\n${usage}` }
  }
}
