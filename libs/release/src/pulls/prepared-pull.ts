import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { ok, parse, refused, type Outcome } from '@slipway/core'
import type { Git } from '../git.ts'

/** A pull request as data. Opening it pushes its commit and tells GitHub, which needs a token and renders nothing. */
export interface PreparedPull {
  readonly branch: string
  /** The branch that it is to be merged into. */
  readonly base: string
  readonly title: string
  readonly body: string
  readonly app: string
  /** Other apps of its image, which the commit changes, too. */
  readonly along?: readonly string[] | undefined
  /** The app whose image it is, where that is another. */
  readonly imageOf?: string | undefined
  readonly commit: string
  /** By cluster: the commit whose image a bump brings; empty where nobody knows. */
  readonly sources: Readonly<Record<string, string>>
  /** All of the fleet. */
  readonly clusters: readonly string[]
  /** Digests that other pull requests should not bring any more. */
  readonly unwanted: readonly string[]
  /** Why those are closed; `null` where they are only named. */
  readonly closes: string | null
}

/** Where git keeps the commits on their way. */
const refOf = (branch: string): string => `refs/slipway/${branch}`
const commitName = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/

const name = z.string().regex(/^[a-z0-9][-a-z0-9]*$/)
const shape = z.strictObject({
  branch: z.string().regex(/^(?:release|edition)\/[a-z0-9][-a-z0-9]*$/),
  base: z.string().regex(/^[\w][-\w./]*$/),
  title: z.string().max(300),
  body: z.string(),
  app: name,
  along: z.array(name).optional(),
  imageOf: name.optional(),
  commit: z.string().regex(commitName),
  sources: z.record(z.string(), z.string().regex(commitName)),
  clusters: z.array(name),
  unwanted: z.array(z.string()),
  closes: z.string().nullable(),
})

/** Writes a pull request and its commit into a folder, for a job that has the token and renders nothing. */
export function writePrepared(git: Git, folder: string, pull: PreparedPull): Outcome<string> {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, pull.branch.replaceAll('/', '-'))
  const ref = refOf(pull.branch)
  const kept = git.run(['update-ref', ref, pull.commit])
  if (!kept.ok) return kept
  const bundled = git.run(['bundle', 'create', '--quiet', `${file}.bundle`, ref, `^${pull.commit}^`])
  if (!bundled.ok) return bundled
  writeFileSync(`${file}.json`, `${JSON.stringify(pull)}\n`)
  return ok(`${file}.json`)
}

/** Paths that a release may change: the job that rendered it is not trusted with more. */
const isReleased = (file: string, apps: readonly string[]): boolean =>
  apps.some((app) => file.startsWith(`apps/${app}/releases/`)) || /^(?:clusters|argocd|aws)\//.test(file)

function strangeFiles(git: Git, { app, along = [], commit }: PreparedPull): Outcome<readonly string[]> {
  const listed = git.run(['diff', '--name-only', '--no-renames', '--relative', '-z', `${commit}^`, commit])
  if (!listed.ok) return listed
  return ok(listed.value.split('\0').filter((file) => file !== '' && !isReleased(file, [app, ...along])))
}

/** Reads what such a folder holds. Its commits come into git; nothing of them is checked out. */
export function readPrepared(git: Git, folder: string): Outcome<readonly PreparedPull[]> {
  const pulls: PreparedPull[] = []
  for (const name of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const file = path.join(folder, name)
    const read = parse(shape, JSON.parse(readFileSync(file, 'utf8')), file)
    if (!read.ok) return read
    const pull = read.value
    const ref = refOf(pull.branch)
    const fetched = git.run(['fetch', '--quiet', '--no-tags', file.replace(/json$/, 'bundle'), `+${ref}:${ref}`])
    if (!fetched.ok) return fetched
    const tip = git.run(['rev-parse', ref])
    if (!tip.ok) return tip
    const strange = strangeFiles(git, pull)
    if (!strange.ok) return strange
    if (tip.value.trim() === pull.commit && strange.value.length === 0) pulls.push(pull)
    else {
      const got = strange.value[0] ?? `the commit ${tip.value.trim()}`
      const want = `a commit of releases of ${pull.app} and of what is generated`
      return refused(file, 'prepared-strange', got, want, 'run what prepared it again')
    }
  }
  return ok(pulls)
}
