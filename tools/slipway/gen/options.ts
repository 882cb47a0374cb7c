import path from 'node:path'
import { parseArgs } from 'node:util'

/** The repository that this tool is part of. */
const home = path.resolve(import.meta.dirname, '../../..')

export interface Options {
  readonly root: string
  /** Say what differs, and write nothing. */
  readonly check: boolean
  /** Write this app's folders only. */
  readonly app: string | undefined
  readonly json: boolean
}

/** What was asked for, or what to print instead and the exit code that goes with it. */
export type Asked<T> =
  | { readonly ok: true; readonly options: T }
  | { readonly ok: false; readonly exit: 0 | 2; readonly text: string }

export const genUsage = `Usage: npx nx run gen:manifests
       npm run gen -- [--check] [--app NAME] [--root DIR] [--json]

Renders apps/, fleet/ and libs/ into clusters/, argocd/ and aws/: writes what differs, deletes what nothing renders any more.

  --check     say what differs from the rendered tree, and write nothing; exit 1 when something does
  --app NAME  write the folders of this app only
  --root DIR  another estate (default: the repository that this tool is in)
  --json      print the result as JSON
`

export const resolveUsage = `Usage: npx nx run gen:resolve
       node tools/slipway/resolve.ts [--root DIR] [--json]

After a merge, rebase, cherry-pick or revert with conflicts in clusters/, argocd/ or aws/: renders them from the merged inputs, and stages them.

  --root DIR  the repository (default: the one that this tool is in)
  --json      print the result as JSON
`

const shared = {
  root: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Reads the words after a verb; a word that it does not know is told with the usage. */
function asked<T>(usage: string, read: () => { help: boolean; options: T }): Asked<T> {
  try {
    const { help, options } = read()
    return help ? { ok: false, exit: 0, text: usage } : { ok: true, options }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return { ok: false, exit: 2, text: `${error.message}\n\n${usage}` }
  }
}

/**
 * The words after `gen`.
 * @param task the Nx task that runs it, if one does: its cache looks at this repository only, so it would answer for another root with an old run
 */
export const genOptions = (
  argv: readonly string[],
  task: string | null = process.env['NX_TASK_TARGET_PROJECT'] ?? null,
): Asked<Options> =>
  asked(genUsage, () => {
    const options = { ...shared, check: { type: 'boolean', default: false }, app: { type: 'string' } } as const
    const { values } = parseArgs({ args: [...argv], options, strict: true })
    const root = path.resolve(values.root ?? home)
    if (task !== null && root !== home)
      throw new TypeError(`Nx cannot see what changes in ${root}. Write: npm run gen -- --root ${root}`)
    return {
      help: values.help,
      options: { root, check: values.check, app: values.app, json: values.json },
    }
  })

export const resolveOptions = (argv: readonly string[]): Asked<Pick<Options, 'root' | 'json'>> =>
  asked(resolveUsage, () => {
    const { values } = parseArgs({ args: [...argv], options: shared, strict: true })
    return { help: values.help, options: { root: path.resolve(values.root ?? home), json: values.json } }
  })
