import path from 'node:path'
import { parseArgs } from 'node:util'

/** The repository that this tool is part of. */
const home = path.resolve(import.meta.dirname, '../../..')

export type Options =
  | {
      readonly verb: 'list'
      readonly base: string
      readonly head: string
      readonly root: string
      readonly json: boolean
    }
  | { readonly verb: 'scan'; readonly image: string; readonly json: boolean }

/** What was asked for, or what to print instead and the exit code that goes with it. */
export type Asked =
  | { readonly ok: true; readonly options: Options }
  | { readonly ok: false; readonly exit: 0 | 2; readonly text: string }

export const usage = `Usage: npm run images -- [--base REV] [--head REV] [--json] [--root DIR]
       npm run images -- scan IMAGE@sha256:... [--json]

Says which images a change calls for: those of nx affected that are made from a file that changed. A release file, a spec, a manifest
builds none. With scan: waits until ECR has scanned an image on each of its platforms, and says what it found.
Exit 0: said, or nothing critical found, 1: something is wrong, 2: a word it does not know.

  --base REV  the commit before (default: main)
  --head REV  the commit whose images are wanted (default: HEAD)
  --json      print { images, batches, push, target }, the findings, or { issues } as JSON
  --root DIR  another estate (default: the repository that this tool is in)
  --help      this text
`

const options = {
  base: { type: 'string', default: 'main' },
  head: { type: 'string', default: 'HEAD' },
  json: { type: 'boolean', default: false },
  root: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

/** Reads the words after `images`; a word that it does not know is told with the usage. */
export function imagesOptions(argv: readonly string[]): Asked {
  const wrong = (text: string): Asked => ({ ok: false, exit: 2, text: `${text}\n\n${usage}` })
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, strict: true, allowPositionals: true })
    if (values.help) return { ok: false, exit: 0, text: usage }
    const [verb, image, ...more] = positionals
    const { base, head, json, root } = values
    if (verb === undefined)
      return { ok: true, options: { verb: 'list', base, head, json, root: path.resolve(root ?? home) } }
    if (verb !== 'scan') return wrong(`There is no verb ${JSON.stringify(verb)}.`)
    if (image === undefined || more.length > 0) return wrong('scan wants one image.')
    if (!/^[^\s@-][^\s@]*@sha256:[0-9a-f]{64}$/.test(image))
      return wrong(`${JSON.stringify(image)} is no IMAGE@sha256:... with 64 hex digits.`)
    return { ok: true, options: { verb, image, json } }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return wrong(error.message)
  }
}
