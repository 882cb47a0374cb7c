import path from 'node:path'
import { parseArgs } from 'node:util'

/** The repository that this tool is part of. */
const home = path.resolve(import.meta.dirname, '../../..')

export interface Options {
  readonly root: string
  /** Report this app only; the rules still see the whole estate. */
  readonly app: string | undefined
  readonly json: boolean
  /** Print the rules and do nothing else. */
  readonly rules: boolean
  /** Whether ring 3 runs. */
  readonly schemas: boolean
}

/** What was asked for, or what to print instead and the exit code that goes with it. */
export type Asked =
  | { readonly ok: true; readonly options: Options }
  | { readonly ok: false; readonly exit: 0 | 2; readonly text: string }

export const usage = `Usage: npm run check -- [--app NAME] [--no-schemas] [--json] [--root DIR]
       npm run check -- --rules

Checks the estate. Ring 1: the specs. Ring 2: rules over the rendered objects. Drift: clusters/, argocd/ and aws/ are what is rendered.
Ring 3: schemas of every Kubernetes version of the fleet, by kubeconform. Exit 0: no problems, 1: problems, 2: a word it does not know.

  --app NAME    say the problems of this app only
  --no-schemas  leave ring 3 out
  --json        print { issues, rings, checks } as JSON
  --rules       list the rules of ring 2: what each guards, and where the fact comes from
  --root DIR    the repository (default: the one that this tool is in)
`

const options = {
  root: { type: 'string' },
  app: { type: 'string' },
  json: { type: 'boolean', default: false },
  rules: { type: 'boolean', default: false },
  schemas: { type: 'boolean', default: true },
  help: { type: 'boolean', default: false },
} as const

/** Reads the words after `check`; a word that it does not know is told with the usage. */
export function checkOptions(argv: readonly string[]): Asked {
  try {
    const { values } = parseArgs({ args: [...argv], options, strict: true, allowNegative: true })
    if (values.help) return { ok: false, exit: 0, text: usage }
    const { app, json, rules, schemas } = values
    return { ok: true, options: { root: path.resolve(values.root ?? home), app, json, rules, schemas } }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return { ok: false, exit: 2, text: `${error.message}\n\n${usage}` }
  }
}
