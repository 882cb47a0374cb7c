import path from 'node:path'
import { parseArgs } from 'node:util'

/** The repository that this tool is part of. */
const home = path.resolve(import.meta.dirname, '../../..')

export interface Options {
  readonly root: string
  readonly check: boolean
  readonly json: boolean
}

/** What was asked for, or what to print instead and the exit code that goes with it. */
export type Asked =
  | { readonly ok: true; readonly options: Options }
  | { readonly ok: false; readonly exit: 0 | 2; readonly text: string }

export const usage = `Usage: npm run schema -- [--check] [--json] [--root DIR]

Writes libs/spec/app.schema.json, the JSON Schema of app.yaml that editors complete and check by, and docs/spec.md, the same for people.
Exit 0: they are current, 1: they are not, 2: a word it does not know.

  --check     say whether they are current, and write nothing
  --json      print [{ file, state, bytes }] or { issues } as JSON
  --root DIR  the repository (default: the one that this tool is in)
  --help      this text
`

const options = {
  root: { type: 'string' },
  check: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Reads the words after `schema`; a word that it does not know is told with the usage. */
export function schemaOptions(argv: readonly string[]): Asked {
  try {
    const { values } = parseArgs({ args: [...argv], options, strict: true })
    if (values.help) return { ok: false, exit: 0, text: usage }
    return { ok: true, options: { root: path.resolve(values.root ?? home), check: values.check, json: values.json } }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return { ok: false, exit: 2, text: `${error.message}\n\n${usage}` }
  }
}
