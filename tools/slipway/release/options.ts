import path from 'node:path'
import { parseArgs } from 'node:util'
import { nearest } from '@slipway/core'
import { common, verbs, type Verb, type VerbName } from './verbs.ts'

/** The repository that this tool is part of. */
const home = path.resolve(import.meta.dirname, '../../..')

export interface Options {
  readonly verb: VerbName
  /** What stood after the verb. */
  readonly words: readonly string[]
  readonly values: Readonly<Record<string, string>>
  readonly root: string
  readonly json: boolean
  readonly commit: boolean
  readonly pr: boolean
  readonly dryRun: boolean
  readonly verify: boolean
  readonly insecure: boolean
}

/** What was asked for, or what to print instead and the exit code that goes with it. */
export type Asked =
  | { readonly ok: true; readonly options: Options }
  | { readonly ok: false; readonly exit: 0 | 2; readonly text: string }

const flagText = ([name, takes]: readonly [string, boolean], required: readonly string[]): string => {
  const text = `--${name}${takes ? ` ${name === 'image' ? 'REPO@sha256:...' : name === 'source' ? 'SHA' : name.toUpperCase()}` : ''}`
  return required.includes(name) ? text : `[${text}]`
}

function line(name: string, verb: Verb): string {
  const common = new Set(['commit', 'pr', 'dry-run', 'verify', 'registry-insecure', 'override'])
  const flags = Object.entries(verb.flags).filter(([flag]) => !common.has(flag))
  return `  ${[name, ...verb.words, ...flags.map((flag) => flagText(flag, verb.required))].join(' ')}\n      ${verb.does}\n`
}

export const usage = `Usage: npm run release -- VERB ...

${Object.entries(verbs)
  .map(([name, verb]) => line(name, verb))
  .join('')}
TARGET is an environment (its clusters a wave at a time) or one cluster. A verb edits apps/APP/releases/, renders, and stops.

  --commit          commit just these files onto the branch that is checked out
  --pr              push them as the branch release/APP-TARGET and open its pull request; the work tree stays as it is
  --dry-run         say what would be done
  --source SHA      the commit that the image was built from; --commit SHA says the same
  --override WHY    release in spite of a freeze, or roll back although some files cannot be as they were; recorded
  --verify          ask the registry for the image first; --registry-insecure speaks http to it
  --root DIR        another estate (default: the repository that this tool is in)
  --json            print the result as JSON
  --help            this text

Exit 0: done, or nothing to do; 1: not done; 2: wrong usage.
`

/** `--commit SHA` is the source commit and `--commit` alone the switch: which one is meant is plain from what follows. */
const spelled = (argv: readonly string[]): string[] =>
  argv.map((word, i) => {
    if (word === '--commit' && /^[0-9a-f]{7,64}$/.test(argv[i + 1] ?? '')) return '--source'
    return word.startsWith('--commit=') ? `--source=${word.slice('--commit='.length)}` : word
  })

const wrong = (text: string): Asked => ({ ok: false, exit: 2, text: `${text}\n\n${usage}` })

function read(name: VerbName, rest: readonly string[]): Asked {
  const verb: Verb = verbs[name]
  const flags = Object.entries({ ...verb.flags, ...common })
  const options = Object.fromEntries(
    flags.map(([flag, takes]) => [flag, { type: takes ? ('string' as const) : ('boolean' as const) }]),
  )
  const { values, positionals } = parseArgs({ args: spelled(rest), options, strict: true, allowPositionals: true })
  if (values['help'] === true) return { ok: false, exit: 0, text: usage }
  const least = verb.words.filter((word) => !word.startsWith('[')).length
  if (positionals.length < least) return wrong(`${name} wants ${verb.words.join(' ')}.`)
  if (positionals.length > verb.words.length)
    return wrong(`${name} does not know ${JSON.stringify(positionals[verb.words.length])}.`)
  const missing = verb.required.filter((flag) => typeof values[flag] !== 'string' || values[flag] === '')
  if (missing.length > 0) return wrong(`${name} wants ${missing.map((flag) => `--${flag}`).join(' and ')}.`)
  if (name === 'rollback' && values['to'] !== undefined && !/^\d{1,4}$/.test(String(values['to'])))
    return wrong(`--to wants a number of \`history\`, not ${JSON.stringify(values['to'])}.`)
  const texts = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const is = (flag: string): boolean => values[flag] === true
  return {
    ok: true,
    options: {
      verb: name,
      words: positionals,
      values: Object.fromEntries(texts),
      root: path.resolve(String(values['root'] ?? home)),
      json: is('json'),
      commit: is('commit'),
      pr: is('pr'),
      dryRun: is('dry-run'),
      verify: is('verify'),
      insecure: is('registry-insecure'),
    },
  }
}

/** Reads the words after `release`. */
export function releaseOptions(argv: readonly string[]): Asked {
  const [name, ...rest] = argv
  if (name === undefined) return wrong('Which verb?')
  if (name === '--help') return { ok: false, exit: 0, text: usage }
  if (!Object.hasOwn(verbs, name)) {
    const near = nearest(name, Object.keys(verbs))
    return wrong(`There is no verb ${JSON.stringify(name)}${near === undefined ? '' : `; did you mean "${near}"?`}`)
  }
  try {
    return read(name as VerbName, rest)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return wrong(error.message)
  }
}
