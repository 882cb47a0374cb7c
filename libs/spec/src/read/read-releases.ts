import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'
import {
  clusterName,
  failed,
  issue,
  mostValues,
  parse,
  refused,
  show,
  sizeProblem,
  suggestion,
  type ClusterName,
  type InputFiles,
  type Issue,
  type Outcome,
  type Problem,
} from '@slipway/core'
import { rejectedFile, rejectedName, releaseFile, type Rejected, type ReleaseFile } from '../shape/release-file.ts'

interface Releases {
  /** With a file, even an invalid one. */
  readonly present: ReadonlySet<string>
  readonly byCluster: ReadonlyMap<ClusterName, ReleaseFile>
  /** With a folder of an earlier spec. */
  readonly kept: readonly ClusterName[]
  readonly rejected: Rejected
  readonly issues: readonly Issue[]
}

/**
 * JSON.parse would silently keep the last; a key with escapes may be another key in other letters, and readers disagree
 * on some.
 */
function oddKeys(text: string): { readonly twice: readonly string[]; readonly escaped: readonly string[] } {
  const names = new Set<string>()
  const twice = new Set<string>()
  for (const [, name = '', colon] of text.matchAll(/"((?:[^"\\]|\\.)*)"\s*(:)?/g))
    if (colon !== undefined) (names.has(name) ? twice : names).add(name)
  return { twice: [...twice], escaped: [...names].filter((name) => name.includes('\\')) }
}

function readJson<T>(file: string, want: string, read: () => Outcome<T>): Outcome<T> {
  try {
    return read()
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    // V8 quotes what stands there, which may be a secret.
    const got = said.replace(/, (?:\.\.\.)?"[^]*"(?:\.\.\.)? is not valid JSON$/, '')
    return refused(file, 'not-json', got, want, 'correct it, or take it from git again')
  }
}

/** @throws when it is no JSON */
function parseJson<T extends z.ZodType>(schema: T, text: string, file: string): Outcome<z.output<T>> {
  const value: unknown = JSON.parse(text)
  const problem = sizeProblem(value, mostValues.app)
  if (problem !== undefined)
    return refused(file, 'input-size', problem.got, problem.want, 'take the file from git again')
  return parse(schema, value, file)
}

const readRelease = (files: InputFiles, file: string): Outcome<ReleaseFile> =>
  readJson(file, 'a JSON object with digest and version', () => {
    const text = files
      .read(file)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
    const parsed = parseJson(releaseFile, text, file)
    const { twice, escaped } = oddKeys(text)
    const hint = 'keep the right one, or take the file from git again'
    const odd = [
      ...twice.map((name) =>
        issue(file, name, 'duplicate-field', `${show(name)} more than once`, 'each field once', hint),
      ),
      ...escaped.map((name) => issue(file, '', 'escaped-field', show(name), 'fields without a backslash', hint)),
    ]
    if (odd.length === 0) return parsed
    return failed(...odd, ...(parsed.ok ? [] : parsed.issues.filter((i) => !odd.some((t) => t.at === i.at))))
  })

const readRejected = (files: InputFiles, file: string): Outcome<Rejected> =>
  readJson(file, 'a JSON object of digests, each with its reason', () =>
    parseJson(rejectedFile, files.read(file).toString('utf8'), file),
  )

/**
 * Reads `<folder>/releases/*.json`.
 * @param folder as `apps/orders`
 * @param clusters `undefined` if the fleet is invalid: then any name passes
 */
export function readReleases(files: InputFiles, folder: string, clusters: readonly string[] | undefined): Releases {
  const byCluster = new Map<ClusterName, ReleaseFile>()
  const present = new Set<string>()
  const kept: ClusterName[] = []
  let rejected: Rejected = {}
  const issues: Issue[] = []
  const dir = path.join(files.root, folder, 'releases')
  const wrong = (file: string, ...problem: Problem) => issues.push(issue(file, '', ...problem))
  // A commit is checked from git's objects, in which a link has no content: it would be another release there than
  // here.
  const isLink = (file: string): boolean => {
    if (files.kind(file) !== 'link') return false
    wrong(file, 'release-link', 'a symbolic link', 'files and folders of their own', 'commit the file itself')
    return true
  }
  if (isLink(`${folder}/releases`)) return { present, byCluster, kept, rejected, issues }
  if (existsSync(dir) && !statSync(dir).isDirectory())
    wrong(`${folder}/releases`, 'no-folder', 'a file', 'a folder of release files', 'delete it')
  const entries = existsSync(dir) && statSync(dir).isDirectory() ? files.list(`${folder}/releases`) : []
  for (const entry of entries) {
    const file = `${folder}/releases/${entry}`
    const cluster = entry.replace(/\.[a-z]+$/i, '')
    if (isLink(file)) continue
    if (entry === `${rejectedName}.json`) {
      const read = readRejected(files, file)
      if (read.ok) rejected = read.value
      else issues.push(...read.issues)
      continue
    }
    if (entries.includes(`${entry}.json`) && statSync(path.join(files.root, file)).isDirectory()) {
      kept.push(clusterName(entry))
      continue
    }
    if (!entry.endsWith('.json') || (clusters !== undefined && !clusters.includes(cluster))) {
      const known = clusters?.includes(cluster) === true
      wrong(
        file,
        'unknown-cluster',
        show(entry),
        'a file named after a cluster of fleet/clusters, as <cluster>.json',
        known ? `rename it to ${cluster}.json` : suggestion(cluster, clusters ?? []),
      )
      continue
    }
    present.add(cluster)
    const release = readRelease(files, file)
    if (release.ok) byCluster.set(clusterName(cluster), release.value)
    else issues.push(...release.issues)
  }
  return { present, byCluster, kept, rejected, issues }
}
