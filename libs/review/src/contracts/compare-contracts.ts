import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { exec } from '@slipway/cli/exec'
import { readYaml } from '@slipway/kube/read-yaml'
import { lastLine } from '@slipway/cli/program'

interface Sides {
  readonly before: ReadonlyMap<string, string>
  readonly after: ReadonlyMap<string, string>
}

/** Breaking changes, each in a line; or why nobody can say. */
type Broken = { readonly ok: true; readonly changes: readonly string[] } | { readonly ok: false; readonly why: string }

/**
 * @param program the file that runs
 * @param folder an empty one
 * @param file the contract's path, the same on both sides
 */
export type Compare = (program: string, folder: string, file: string, sides: Sides) => Promise<Broken>

/** No network, no settings of the user's, no updates. */
const settings = { PATH: process.env['PATH'], HOME: '/nonexistent', NO_COLOR: '1', BUF_BETA_SUPPRESS_WARNINGS: '1' }
const patience = 60_000

function lay(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true })
  for (const [file, text] of files) {
    const full = path.join(folder, file)
    mkdirSync(path.dirname(full), { recursive: true })
    writeFileSync(full, text)
  }
}

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()

const lastWords = (ran: Parameters<typeof lastLine>[0] & { readonly code: number | undefined }): string =>
  oneLine(lastLine(ran)) || `exit ${String(ran.code)}`

function listIn<T>(text: string, lines: boolean): readonly T[] | undefined {
  try {
    const parts = lines ? text.split('\n').filter((line) => line !== '') : [text === '' ? '[]' : text]
    const values = parts.map((part) => JSON.parse(part) as unknown)
    const all = lines ? values : values[0]
    return Array.isArray(all) ? (all as T[]) : undefined
  } catch {
    return undefined
  }
}

interface OasdiffChange {
  readonly text?: string
  readonly operation?: string
  readonly path?: string
}

/**
 * With `x-stability-level: alpha` oasdiff tells no break of an operation (its docs/STABILITY.md): callers notice it all
 * the same.
 */
const unsteady = /x-stability-level/g
const steady = (files: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...files].map(([name, text]) => [name, text.replaceAll(unsteady, 'x-was-stability-level')]))
/** A key that is written in another way, as `x-stability\u002dlevel`. */
const isHidden = (file: string, text = ''): boolean => JSON.stringify(readYaml(file, text).docs).search(unsteady) >= 0

/** https://github.com/oasdiff/oasdiff/blob/main/docs/BREAKING-CHANGES.md */
export const oasdiffOf: Compare = async (program, folder, file, sides) => {
  const [before, after] = [steady(sides.before), steady(sides.after)]
  if (isHidden(file, before.get(file)) || isHidden(file, after.get(file)))
    return { ok: false, why: 'oasdiff leaves out what has x-stability-level' }
  const [old, now] = [path.join(folder, 'before'), path.join(folder, 'after')]
  lay(old, before)
  lay(now, after)
  // The text is a stranger's: it may not have this machine read other files or addresses.
  const args = [
    'breaking',
    '--format',
    'json',
    '--allow-external-refs=false',
    path.join(old, file),
    path.join(now, file),
  ]
  const ran = await exec(program, args, { env: settings, cwd: folder, timeout: patience, keep: 2 ** 24 })
  const changes = ran.code === 0 || ran.code === 1 ? listIn<OasdiffChange>(ran.stdout.trim(), false) : undefined
  if (changes === undefined) return { ok: false, why: `oasdiff: ${lastWords(ran)}`.replaceAll(folder, '') }
  const where = ({ operation, path: at }: OasdiffChange) =>
    [operation, at].filter((part) => part !== undefined && part !== '').join(' ')
  return {
    ok: true,
    changes: changes.map((one) => oneLine([where(one), one.text].filter((part) => part !== '').join(': '))),
  }
}

interface BufChange {
  readonly path?: string
  readonly message?: string
}

/**
 * Changes that a caller of the service, or a build from the files, notices (https://buf.build/docs/breaking/rules/).
 */
const config = JSON.stringify({ version: 'v2', breaking: { use: ['PACKAGE'] } })

export const bufOf: Compare = async (program, folder, file, { before, after }) => {
  const own = path.posix.dirname(file)
  // Imports begin at the contract's folder.
  const inside = (files: ReadonlyMap<string, string>) =>
    new Map(
      [...files].flatMap(([name, text]) =>
        name.startsWith(`${own}/`) ? [[name.slice(own.length + 1), text] as const] : [],
      ),
    )
  const rules = ['buf.yaml', config] as const
  lay(path.join(folder, 'before'), new Map([...inside(before), rules]))
  lay(path.join(folder, 'after'), new Map([...inside(after), rules]))
  const args = ['breaking', '.', '--against', path.join(folder, 'before'), '--error-format', 'json']
  const cache = { ...settings, HOME: folder, XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder }
  const ran = await exec(program, args, {
    env: cache,
    cwd: path.join(folder, 'after'),
    timeout: patience,
    keep: 2 ** 24,
  })
  // 100: it has something to say, of what breaks or of what it cannot read.
  const changes =
    ran.code === 0 || ran.code === 100 ? listIn<BufChange & { readonly type?: string }>(ran.stdout, true) : undefined
  if (changes === undefined || changes.some(({ type }) => type === 'COMPILE'))
    return { ok: false, why: `buf: ${oneLine(changes?.[0]?.message ?? '') || lastWords(ran)}` }
  const name = path.posix.basename(file)
  return {
    ok: true,
    changes: changes
      .filter((one) => one.path === undefined || one.path.endsWith(name))
      .map(({ message = '' }) => oneLine(message)),
  }
}
