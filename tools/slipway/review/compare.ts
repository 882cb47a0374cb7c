import { baseName, folderOf, issue, type Issue } from '@slipway/core'
import {
  largestFile,
  tooLarge,
  undecodable,
  type FileSide,
  type FleetFacts,
  type Release,
  type ReviewInput,
} from '@slipway/review'
import type { Side } from './side.ts'

const manifest = /\.ya?ml$/i
const json = /\.json$/i
const forge = /^\.github\//
const releaseFile = /^apps\/([^/]+)\/releases\/([^/]+)\.json$/

const specFile = /^apps\/([^/]+)\/app\.(?:ts|ya?ml)$/

const isTree = (file: string): boolean => /^(?:clusters|argocd)\//.test(file)

/** Kinds that scale, guard, run or route something beside them. */
const beside =
  /^(?:horizontalpodautoscaler|scaledobject|poddisruptionbudget|deployment|rollout|statefulset|virtualservice|service)-/
const workload = /^clusters\/[^/]+\/([^/]+\/[^/]+\/(?:deployment|rollout|statefulset)-[^/]+)$/
/** With more apps, only changed files are compared with twins in other clusters. */
const manyTwins = 500
/** A foreign tree is read whole up to this many files. */
const manyFiles = 5_000

/** Unchanged files that may belong to what changed. */
function neighbours(changed: readonly string[], after: Side, estate: boolean): string[] {
  const touched = new Set(changed)
  const rest = [...after.files.keys()].filter(
    (file) => !touched.has(file) && manifest.test(file) && (!estate || isTree(file)),
  )
  const folders = new Set(changed.map(folderOf))
  if (!estate) return rest.length <= manyFiles ? rest : rest.filter((file) => folders.has(folderOf(file)))
  const released = new Set(changed.flatMap((file) => releaseFile.exec(file)?.slice(1, 3).join('/') ?? []))
  const clusters = new Set(changed.map((file) => file.split('/')[1] ?? ''))
  const twins = new Set(changed.flatMap((file) => workload.exec(file)?.[1] ?? []))
  return rest.filter((file) => {
    const [tree = '', cluster = '', team = '', app = ''] = file.split('/')
    if (folders.has(folderOf(file))) return beside.test(baseName(file))
    if (tree === 'argocd') return clusters.has(cluster) && file.includes('/applicationset-')
    if (team === 'platform' && (app === 'hosts' || app === 'gateway')) return clusters.has(cluster)
    if (released.has(`${app}/${cluster}`)) return beside.test(baseName(file))
    const twin = twins.size <= manyTwins ? workload.exec(file)?.[1] : undefined
    return twin !== undefined && twins.has(twin)
  })
}

function specsOf(changed: readonly string[], after: Side): string[] {
  const apps = new Set(changed.flatMap((file) => workload.exec(file)?.[1]?.split('/')[1] ?? []))
  return apps.size > manyTwins ? [] : [...after.files.keys()].filter((file) => apps.has(specFile.exec(file)?.[1] ?? ''))
}

function decode(read: ReadonlyMap<string, Buffer>, broken: Set<string>): Map<string, string> {
  const texts = new Map<string, string>()
  const strict = new TextDecoder('utf-8', { fatal: true })
  for (const [file, content] of read) {
    try {
      texts.set(file, strict.decode(content))
    } catch {
      broken.add(file)
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

const isRegular = (side: Side, file: string): boolean => !side.odd.has(file)

/** The texts of some files of a side: not too large, and UTF-8. */
class Texts {
  readonly texts: ReadonlyMap<string, string>
  readonly broken = new Set<string>()
  readonly #side: Side
  readonly #sizes: ReadonlyMap<string, number>

  private constructor(side: Side, sizes: ReadonlyMap<string, number>, contents: ReadonlyMap<string, Buffer>) {
    this.#side = side
    this.#sizes = sizes
    this.texts = decode(contents, this.broken)
  }

  static async of(side: Side, files: readonly string[], most: (file: string) => number): Promise<Texts> {
    const sizes = side.sizes(files)
    return new Texts(side, sizes, await side.read(files.filter((file) => (sizes.get(file) ?? 0) <= most(file))))
  }

  /** A file as review judges it; `undefined` where there is none. */
  file(path: string): FileSide | undefined {
    const { odd, files, executable } = this.#side
    if (!odd.has(path) && !files.has(path)) return undefined
    const size = this.#sizes.get(path) ?? 0
    return { kind: odd.get(path)?.kind ?? 'file', executable: executable.has(path), size, text: this.texts.get(path) }
  }
}

/** Manifests of more are refused by their reader; other files are named, and not read. */
const largestManifest = 64 * 2 ** 20

/** Equal for the same file on both sides. */
const stamp = ({ files, odd, executable }: Side, file: string): string =>
  `${files.get(file) ?? ''} ${odd.get(file)?.id ?? ''} ${executable.has(file)}`

/** The digests that release files say, of the apps whose files changed. */
async function digestsOf(differs: readonly string[], after: Side): Promise<ReadonlyMap<string, string>> {
  const touched = new Set(
    differs.map((file) => (isTree(file) ? file.split('/')[3] : /^apps\/([^/]+)\//.exec(file)?.[1]) ?? ''),
  )
  const wanted = [...after.files.keys()].filter((file) => touched.has(releaseFile.exec(file)?.[1] ?? ''))
  const releases = releasesOf(decode(await after.read(wanted), new Set()), [])
  return new Map([...releases].flatMap(([key, { digest }]) => (digest === undefined ? [] : [[key, digest] as const])))
}

/** Unchanged files stay unread, but for what belongs to a change. */
export async function compare(before: Side, after: Side, fleet: FleetFacts, estate: boolean): Promise<ReviewInput> {
  const issues: Issue[] = []
  const all = new Set([before, after].flatMap(({ files, odd }) => [...files.keys(), ...odd.keys()]))
  const differs = [...all].filter((file) => stamp(before, file) !== stamp(after, file)).sort()
  const isNamed = (file: string): boolean => (estate ? isTree(file) : true) && (manifest.test(file) || json.test(file))
  const most = (file: string): number => (isNamed(file) ? largestManifest : largestFile)
  const [old, now] = await Promise.all([Texts.of(before, differs, most), Texts.of(after, differs, most)])
  // Foreign trees have JSON of every kind, and workflows, which are judged as such.
  const hasObjects = (file: string): boolean =>
    estate ||
    (manifest.test(file) && !forge.test(file)) ||
    [old, now].some(({ texts }) => /apiVersion|\\u/.test(texts.get(file) ?? ''))
  const isObject = (file: string): boolean =>
    isNamed(file) && isRegular(before, file) && isRegular(after, file) && hasObjects(file)
  for (const file of differs) {
    if (!isObject(file)) continue
    if (old.broken.has(file) || now.broken.has(file)) issues.push(undecodable(file))
    for (const side of [old, now]) if ((side.file(file)?.size ?? 0) > largestManifest) issues.push(tooLarge(file))
  }
  const pick = (texts: ReadonlyMap<string, string>) => new Map([...texts].filter(([file]) => isObject(file)))
  const releases = { before: releasesOf(old.texts, issues), after: releasesOf(now.texts, issues) }
  const changed = differs.filter(isObject)
  const isChmod = (file: string): boolean => after.executable.has(file) && !before.executable.has(file)
  const beside =
    estate || changed.length > 0
      ? neighbours(
          differs.filter((file) => !estate || isTree(file) || releaseFile.test(file)),
          after,
          estate,
        )
      : []
  return {
    before: pick(old.texts),
    after: pick(now.texts),
    same: decode(await after.read(beside), new Set()),
    paths: [...after.files.keys()].filter((file) => manifest.test(file) && (!estate || isTree(file))),
    releases,
    fleet,
    specs: estate ? decode(await after.read(specsOf(changed, after)), new Set()) : new Map(),
    overrides: [],
    issues,
    isEstate: estate,
    digests: estate ? await digestsOf(differs, after) : new Map(),
    files: differs
      .filter((file) => !isObject(file) || isChmod(file))
      .map((path) => ({ path, before: old.file(path), after: now.file(path) })),
  }
}
