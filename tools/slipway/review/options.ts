import path from 'node:path'
import { parseArgs } from 'node:util'

/** The repository that this tool is part of. */
const home = path.resolve(import.meta.dirname, '../../..')
const formats = ['text', 'md', 'html', 'json'] as const
const levels = ['low', 'medium', 'high'] as const

export interface Options {
  readonly root: string
  /** Two commits, the second perhaps the work tree; or two folders. */
  readonly sides:
    | { readonly kind: 'git'; readonly base: string; readonly head: string }
    | { readonly kind: 'folders'; readonly before: string; readonly after: string }
  readonly format: (typeof formats)[number]
  /** Where all formats are written to, as well. */
  readonly out: string | undefined
  readonly failOn: (typeof levels)[number] | undefined
  /** Where the comment says that all of it is. */
  readonly link: string | undefined
  readonly rules: boolean
}

/** What was asked for, or what to print instead and the exit code that goes with it. */
export type Asked =
  | { readonly ok: true; readonly options: Options }
  | { readonly ok: false; readonly exit: 0 | 2; readonly text: string }

export const usage = `Usage: npm run review -- [--base REF] [--head REF|worktree] [--format text|md|html|json] [--out DIR] [--fail-on LEVEL]
       npm run review -- OLD NEW
       npm run review -- --rules

Says what a change of the rendered tree means: what differs, what the controllers will do, what is dangerous. OLD and NEW are two folders (or
files) of Kubernetes YAML of any origin. Exit 0: told, 1: a risk of --fail-on or worse, or files that cannot be read, 2: wrong usage.

  --base REF      the old side (default: where this branch left main, origin/main where there is one)
  --head REF      the new side (default: worktree, which is what lies on disk)
  --format F      what is printed (default: text)
  --out DIR       write review.md, review.html and review.json there, too
  --fail-on L     low, medium or high: exit 1 when there is a risk of this level or a higher one
  --link URL      where the comment says that the whole page is
  --rules         list the rules of risk and the table of effects
  --root DIR      the repository (default: the one that this tool is in)
`

const words = {
  root: { type: 'string' },
  base: { type: 'string' },
  head: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  'fail-on': { type: 'string' },
  link: { type: 'string' },
  rules: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

const wrong = (text: string): Asked => ({ ok: false, exit: 2, text: `${text}\n\n${usage}` })

/** Reads the words after `review`; what does not belong together is told with the usage. @param from where relative folders begin */
export function reviewOptions(argv: readonly string[], from: string): Asked {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: words, strict: true, allowPositionals: true })
    if (values.help) return { ok: false, exit: 0, text: usage }
    const format = formats.find((one) => one === (values.format ?? 'text'))
    if (format === undefined) return wrong(`--format ${values.format} is not one of ${formats.join(', ')}`)
    const failOn = levels.find((one) => one === values['fail-on'])
    if (values['fail-on'] !== undefined && failOn === undefined)
      return wrong(`--fail-on ${values['fail-on']} is not one of ${levels.join(', ')}`)
    if (positionals.length !== 0 && positionals.length !== 2)
      return wrong(`two folders are wanted, ${positionals.length} given`)
    const refs = [values.base, values.head].filter((ref) => ref !== undefined)
    if (positionals.length === 2 && refs.length > 0) return wrong('either two folders, or --base and --head')
    // A ref that begins with a dash would be an option to git.
    const odd = refs.find((ref) => ref.startsWith('-') || ref === '')
    if (odd !== undefined) return wrong(`${JSON.stringify(odd)} is no commit`)
    const [before = '', after = ''] = positionals.map((folder) => path.resolve(from, folder))
    return {
      ok: true,
      options: {
        root: path.resolve(values.root === undefined ? home : path.resolve(from, values.root)),
        sides:
          positionals.length === 2
            ? { kind: 'folders', before, after }
            : { kind: 'git', base: values.base ?? '', head: values.head ?? 'worktree' },
        format,
        failOn,
        link: values.link,
        rules: values.rules,
        out: values.out === undefined ? undefined : path.resolve(from, values.out),
      },
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return wrong(error.message)
  }
}
