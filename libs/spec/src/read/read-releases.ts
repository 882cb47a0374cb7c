import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { clusterName, parse, show, suggestion, type ClusterName, type Issue } from '@slipway/core'
import { rejectedFile, rejectedName, releaseFile, type Rejected, type ReleaseFile } from '../shape/release-file.ts'

/** An app's release files: where it exists, whether or not each file is sound. */
export interface Releases {
  readonly present: ReadonlySet<string>
  readonly byCluster: ReadonlyMap<ClusterName, ReleaseFile>
  /** Clusters whose earlier spec is kept in a folder of their name. */
  readonly kept: readonly ClusterName[]
  readonly rejected: Rejected
  /** The folder and the files in it, as paths below the root. */
  readonly reads: readonly string[]
  readonly issues: readonly Issue[]
}

/** Names that a JSON object has twice; JSON.parse takes the last without a word. Right for flat objects, which release files are. */
function doubled(text: string): readonly string[] {
  const names = [...text.matchAll(/"((?:[^"\\]|\\.)*)"\s*(:)?/g)].flatMap(([, name = '', colon]) =>
    colon === undefined ? [] : [name],
  )
  return [...new Set(names.filter((name, i) => names.indexOf(name) < i))]
}

function readRelease(root: string, file: string): ReleaseFile | readonly Issue[] {
  const issue = (at: string, code: string, got: string, want: string, hint: string): Issue => ({
    file,
    at,
    code,
    got,
    want,
    hint,
  })
  try {
    const text = readFileSync(path.join(root, file), 'utf8').replace(/^\uFEFF/, '')
    const parsed = parse(releaseFile, JSON.parse(text), file)
    const twice = doubled(text).map((name) =>
      issue(
        name,
        'duplicate-field',
        `${show(name)} more than once`,
        'each field once',
        'keep the right one, or take the file from git again',
      ),
    )
    return parsed.ok && twice.length === 0
      ? parsed.value
      : [...twice, ...(parsed.ok ? [] : parsed.issues.filter((i) => !twice.some((t) => t.at === i.at)))]
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error)
    return [
      issue('', 'not-json', got, 'a JSON object with digest and version', 'correct it, or take it from git again'),
    ]
  }
}

function readRejected(root: string, file: string): { rejected: Rejected; issues: readonly Issue[] } {
  try {
    const parsed = parse(rejectedFile, JSON.parse(readFileSync(path.join(root, file), 'utf8')), file)
    return parsed.ok ? { rejected: parsed.value, issues: [] } : { rejected: {}, issues: parsed.issues }
  } catch (error) {
    const want = 'a JSON object of digests, each with its reason'
    const got = error instanceof Error ? error.message : String(error)
    return {
      rejected: {},
      issues: [{ file, at: '', code: 'not-json', got, want, hint: 'correct it, or take it from git again' }],
    }
  }
}

/**
 * Reads `<folder>/releases/*.json`.
 * @param folder the app's, as `apps/orders`
 * @param clusters of the fleet; nothing when the fleet is not known, and then any name may be one
 */
export function readReleases(root: string, folder: string, clusters: readonly string[] | undefined): Releases {
  const byCluster = new Map<ClusterName, ReleaseFile>()
  const present = new Set<string>()
  const kept: ClusterName[] = []
  let rejected: Rejected = {}
  const issues: Issue[] = []
  const dir = path.join(root, folder, 'releases')
  const issue = (file: string, code: string, got: string, want: string, hint: string) =>
    issues.push({ file, at: '', code, got, want, hint })
  if (existsSync(dir) && !statSync(dir).isDirectory())
    issue(`${folder}/releases`, 'no-folder', 'a file', 'a folder of release files', 'delete it')
  const entries = existsSync(dir) && statSync(dir).isDirectory() ? readdirSync(dir).sort() : []
  const reads = existsSync(dir) ? [`${folder}/releases`, ...entries.map((entry) => `${folder}/releases/${entry}`)] : []
  for (const entry of entries) {
    const file = `${folder}/releases/${entry}`
    const cluster = entry.replace(/\.[a-z]+$/i, '')
    if (entry === `${rejectedName}.json`) {
      const read = readRejected(root, file)
      rejected = read.rejected
      issues.push(...read.issues)
      continue
    }
    if (entries.includes(`${entry}.json`) && statSync(path.join(root, file)).isDirectory()) {
      kept.push(clusterName(entry))
      continue
    }
    if (!entry.endsWith('.json') || (clusters !== undefined && !clusters.includes(cluster))) {
      const known = clusters?.includes(cluster) === true
      issue(
        file,
        'unknown-cluster',
        show(entry),
        'a file named after a cluster of fleet/clusters, as <cluster>.json',
        known ? `rename it to ${cluster}.json` : suggestion(cluster, clusters ?? []),
      )
      continue
    }
    present.add(cluster)
    const release = readRelease(root, file)
    if ('digest' in release) byCluster.set(clusterName(cluster), release)
    else issues.push(...release)
  }
  return { present, byCluster, kept, rejected, reads, issues }
}
