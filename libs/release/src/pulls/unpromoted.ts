import { readBlobs } from '@slipway/cli/git'
import { issue, readJson, show, type EnvName, type Issue, type Outcome, ok } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { imageApp, type AppSource } from '@slipway/spec'
import { isShallow, wholeHistory, type Git } from '../git.ts'
import { releasePath } from '../steps/target.ts'

/** One release file that a change gives another image. */
interface Arrival {
  readonly app: string
  readonly cluster: string
  readonly environment: EnvName
  readonly digest: string
  /** Why it cannot wait, where the change itself says so. */
  readonly override: string | undefined
}

interface Said {
  readonly digest?: unknown
  readonly override?: unknown
}

/** Older files may have fields that nobody knows any more: their digest counts all the same. */
function saidIn(content: Buffer | undefined): Said {
  const read = readJson(content?.toString('utf8') ?? '')
  return typeof read === 'object' && read !== null ? read : {}
}

type Estate = Pick<Fleet, 'environments' | 'clusters' | 'approvers'>

const releaseFilesIn = (clusters: Estate['clusters'], app: string, environment: EnvName): readonly string[] =>
  clusters.filter((one) => one.environment === environment).map((one) => releasePath(app, one.name))

/** Digests that were on the main line in clusters of an environment, and whether the app was ever there. */
type Had = (app: string, environment: EnvName) => ReadonlySet<string>

function hadIn(git: Git, base: string, { clusters }: Estate, apps: readonly AppSource[]): Had {
  const known = new Map<string, ReadonlySet<string>>()
  return (app, environment) => {
    const key = `${environment}/${app}`
    const found = known.get(key)
    if (found !== undefined) return found
    // An image has been where another app of it ran.
    const of = imageApp(apps.find(({ name }) => name === app)?.specs.get(environment))
    const files = [app, ...(of === undefined ? [] : [of])].flatMap((one) => releaseFilesIn(clusters, one, environment))
    // First parents only: no cluster ever followed a commit beside the main line.
    const listing = git.ask(['rev-list', '--first-parent', base, '--', ...files])
    const commits = listing.stdout.split('\n').filter((line) => line !== '')
    const questions = [base, ...commits].flatMap((commit) => files.map((file) => `${commit}:./${file}`))
    const digests = readBlobs(git.root, questions).flatMap((content) => {
      const { digest } = saidIn(content)
      return typeof digest === 'string' ? [digest] : []
    })
    const all = new Set(digests)
    known.set(key, all)
    return all
  }
}

const releaseFileOf = /^apps\/([^/]+)\/releases\/([^/]+)\.json$/

function arrivals(
  git: Git,
  base: string,
  commit: string,
  { clusters, approvers = {} }: Estate,
  apps: readonly AppSource[],
): Outcome<readonly Arrival[]> {
  const changed = git.run(['diff', '--name-only', '--no-renames', '--relative', '-z', base, commit, '--', 'apps'])
  if (!changed.ok) return changed
  const files = changed.value.split('\0').filter((file) => releaseFileOf.test(file))
  const before = readBlobs(
    git.root,
    files.map((file) => `${base}:./${file}`),
  ).map(saidIn)
  return ok(
    files.flatMap((file, i): readonly Arrival[] => {
      const [, app = '', name = ''] = releaseFileOf.exec(file) ?? []
      const cluster = clusters.find((one) => one.name === name)
      const release = cluster && apps.find((one) => one.name === app)?.releases.get(cluster.name)
      const was = before[i]
      if (cluster === undefined || release === undefined || release.digest === was?.digest) return []
      if ((approvers[cluster.environment] ?? []).length === 0) return []
      const override = release.override === was?.override ? undefined : release.override
      return [{ app, cluster: name, environment: cluster.environment, digest: release.digest, override }]
    }),
  )
}

type Has = (app: string, environment: EnvName) => boolean

/** Where a release of an app comes from: the nearest environment before that has the app, or once had it. */
function sourceOf({ app, environment }: Arrival, { environments }: Estate, had: Had, has: Has) {
  const earlier = environments.slice(0, environments.indexOf(environment)).toReversed()
  const source = earlier.find((one) => has(app, one)) ?? earlier.find((one) => had(app, one).size > 0)
  // Environments between the two, which the app has left since, count, too.
  return source && { source, counting: earlier.slice(0, earlier.indexOf(source) + 1) }
}

/**
 * Finds images that a commit brings to an environment with approvers though the one before it never had them; `promote`
 * does so only with an override. Images that ran there before may come back, and so may those of its other clusters.
 * @param base the commit to compare with, whose history counts
 */
export function unpromoted(
  git: Git,
  { base, commit }: { readonly base: string; readonly commit: string },
  fleet: Estate,
  apps: readonly AppSource[],
): Outcome<readonly Issue[]> {
  const found = arrivals(git, base, commit, fleet, apps)
  if (!found.ok) return found
  const had = hadIn(git, base, fleet, apps)
  const isCut = isShallow(git)
  const has: Has = (app, environment) => {
    const questions = releaseFilesIn(fleet.clusters, app, environment).map((file) => `${base}:./${file}`)
    return readBlobs(git.root, questions).some((content) => content !== undefined)
  }
  return ok(
    found.value.flatMap((arrival): readonly Issue[] => {
      const { app, cluster, environment, digest, override } = arrival
      if (had(app, environment).has(digest)) return []
      const { source, counting = [] } = sourceOf(arrival, fleet, had, has) ?? {}
      if (source === undefined || counting.some((one) => had(app, one).has(digest))) return []
      const file = releasePath(app, cluster)
      const want = `an image that ${source} had before`
      if (isCut && override === undefined) {
        const got = 'a clone without its history'
        return [{ ...issue(file, 'digest', 'release-not-judged', got, want, wholeHistory), warning: true }]
      }
      const hint = `bring it to ${source} first, then npx slipway release promote; or say in "override" of this file why it cannot wait`
      const told = issue(file, 'digest', 'release-unpromoted', show(digest), want, hint)
      return [override === undefined ? told : { ...told, got: `${show(digest)}, because ${override}`, warning: true }]
    }),
  )
}
