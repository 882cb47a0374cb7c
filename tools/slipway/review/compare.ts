import { issue, type Issue } from '@slipway/core'
import { undecodable, type FleetFacts, type Release, type ReviewInput } from '@slipway/review'
import type { Side } from './side.ts'

const manifest = /\.ya?ml$/i
const json = /\.json$/i
const releaseFile = /^apps\/([^/]+)\/releases\/([^/]+)\.json$/

const specFile = /^apps\/([^/]+)\/app\.(?:ts|ya?ml)$/

/** The trees, release files, and specs, which say what environments there are. */
export const inEstate = (file: string): boolean =>
  /^(?:clusters|argocd)\//.test(file) || releaseFile.test(file) || specFile.test(file)
export const estateFolders: readonly string[] = ['clusters', 'argocd', 'apps']

/** Kinds that scale, guard, run or route something beside them. */
const beside =
  /^(?:horizontalpodautoscaler|scaledobject|poddisruptionbudget|deployment|rollout|statefulset|virtualservice|service)-/
const workload = /^clusters\/[^/]+\/([^/]+\/[^/]+\/(?:deployment|rollout|statefulset)-[^/]+)$/
/** With more apps, only changed files are compared with twins in other clusters. */
const manyTwins = 500
/** A foreign tree is read whole up to this many files. */
const manyFiles = 5_000

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')))

/** Unchanged files that may belong to what changed. */
function neighbours(changed: readonly string[], after: Side, estate: boolean): string[] {
  const touched = new Set(changed)
  const rest = [...after.files.keys()].filter((file) => !touched.has(file) && manifest.test(file))
  if (!estate)
    return rest.length <= manyFiles
      ? rest
      : rest.filter((file) => changed.some((one) => folderOf(one) === folderOf(file)))
  const folders = new Set(changed.map(folderOf))
  const clusters = new Set(changed.map((file) => file.split('/')[1] ?? ''))
  const twins = new Set(changed.flatMap((file) => workload.exec(file)?.[1] ?? []))
  return rest.filter((file) => {
    const [tree = '', cluster = '', team = '', app = ''] = file.split('/')
    if (folders.has(folderOf(file))) return beside.test(file.slice(file.lastIndexOf('/') + 1))
    if (tree === 'argocd') return clusters.has(cluster) && file.includes('/applicationset-')
    if (team === 'platform' && (app === 'hosts' || app === 'gateway')) return clusters.has(cluster)
    const twin = twins.size <= manyTwins ? workload.exec(file)?.[1] : undefined
    return twin !== undefined && twins.has(twin)
  })
}

function specsOf(changed: readonly string[], after: Side): string[] {
  const apps = new Set(changed.flatMap((file) => workload.exec(file)?.[1]?.split('/')[1] ?? []))
  return apps.size > manyTwins ? [] : [...after.files.keys()].filter((file) => apps.has(specFile.exec(file)?.[1] ?? ''))
}

function decode(read: ReadonlyMap<string, Buffer>, issues: Issue[]): Map<string, string> {
  const texts = new Map<string, string>()
  const strict = new TextDecoder('utf-8', { fatal: true })
  for (const [file, content] of read) {
    try {
      texts.set(file, strict.decode(content))
    } catch {
      issues.push(undecodable(file))
    }
  }
  return texts
}

function releasesOf(texts: ReadonlyMap<string, string>, issues: Issue[]): Map<string, Release> {
  const releases = new Map<string, Release>()
  for (const [file, text] of texts) {
    const [, app, cluster] = releaseFile.exec(file) ?? []
    if (app === undefined || cluster === undefined) continue
    try {
      const { digest, version, commit } = JSON.parse(text) as Record<string, unknown>
      releases.set(`${app}/${cluster}`, {
        ...(typeof digest === 'string' ? { digest } : {}),
        ...(typeof version === 'string' ? { version } : {}),
        ...(typeof commit === 'string' ? { commit } : {}),
      })
    } catch {
      issues.push(issue(file, '', 'release-json', 'no JSON', 'a release file', 'correct it'))
    }
  }
  return releases
}

/** Reads what differs, and what belongs to it; nothing else. */
export async function compare(before: Side, after: Side, fleet: FleetFacts, estate: boolean): Promise<ReviewInput> {
  const issues: Issue[] = []
  const differs = [...new Set([...before.files.keys(), ...after.files.keys()])]
    .filter((file) => before.files.get(file) !== after.files.get(file))
    .sort()
  const both = await Promise.all([before.read(differs), after.read(differs)])
  const [old, now] = [decode(both[0], issues), decode(both[1], issues)]
  const isObject = (file: string): boolean =>
    (manifest.test(file) && !(estate && specFile.test(file))) ||
    (json.test(file) &&
      !releaseFile.test(file) &&
      [old.get(file), now.get(file)].some((text) => text?.includes('"apiVersion"') === true))
  const pick = (texts: ReadonlyMap<string, string>) => new Map([...texts].filter(([file]) => isObject(file)))
  const releases = { before: releasesOf(old, issues), after: releasesOf(now, issues) }
  const changed = differs.filter(isObject)
  return {
    before: pick(old),
    after: pick(now),
    same: changed.length === 0 ? new Map() : decode(await after.read(neighbours(changed, after, estate)), []),
    paths: [...after.files.keys()].filter((file) => manifest.test(file) && !(estate && specFile.test(file))),
    releases,
    fleet,
    specs: estate ? decode(await after.read(specsOf(changed, after)), []) : new Map(),
    issues,
    others: differs.filter((file) => !isObject(file) && !releaseFile.test(file) && !(estate && specFile.test(file))),
  }
}
