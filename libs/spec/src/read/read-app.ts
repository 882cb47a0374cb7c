import { isFields } from '@slipway/kube'
import {
  type AppName,
  appName,
  type ClusterName,
  InputFiles,
  issue,
  type Issue,
  maxAppName,
  nameProblem,
  show,
  suggestion,
} from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import type { MergedSpec } from '../shape/app.ts'
import { placeIn, type Draft } from './app-draft.ts'
import type { ExtraCode } from '../extra.ts'
import { readContracts, readFiles } from './named-files.ts'
import { codeIssue, readData } from './read-data.ts'
import { readExtra } from './read-extra.ts'
import { linkedFile } from './link-issue.ts'
import { readReleases } from './read-releases.ts'
import { fleetDefaults, type Inherited } from './fleet-defaults.ts'
import { readSpec, type Reading } from './read-spec.ts'
import type { Rejected, ReleaseFile } from '../shape/release-file.ts'
import { specRules } from '../rules/spec-rules.ts'

export interface AppSource {
  readonly name: AppName
  readonly file: string
  readonly specs: ReadonlyMap<string, MergedSpec>
  /** The clusters of the app, with its image there. */
  readonly releases: ReadonlyMap<ClusterName, ReleaseFile>
  /** By path in the app's folder. */
  readonly files: ReadonlyMap<string, string>
  readonly extra?: ExtraCode
  /** By cluster: the earlier version of the app that a rollback restored (`releases/<cluster>/`). */
  readonly kept?: ReadonlyMap<ClusterName, AppSource>
  readonly rejected?: Rejected
  /** By environment: which fields of its spec come from the fleet's defaults, and from where in them. */
  readonly inherited?: ReadonlyMap<string, Inherited>
}

/** The app if it has no issues, a draft if its spec is readable. */
export interface AppReading {
  readonly source?: AppSource
  readonly draft?: Draft
  /** By cluster: of the specs that rollbacks keep. */
  readonly kept?: ReadonlyMap<ClusterName, Draft>
  readonly issues: readonly Issue[]
}

export const specNames = ['app.ts', 'app.yaml'] as const

function nameIssues(value: unknown, file: string, reported: readonly Issue[], fleet: Fleet): Issue[] {
  if (!isFields(value)) return []
  const { team, in: overrides } = value
  const teams = [...fleet.teams.keys()]
  const known = typeof team !== 'string' || teams.includes(team as never) || reported.some((i) => i.at === 'team')
  const unknown = Object.keys(isFields(overrides) ? overrides : {}).filter(
    (env) => !fleet.environments.includes(env as never),
  )
  return [
    ...(known
      ? []
      : [issue(file, 'team', 'unknown-team', show(team), 'a team of fleet/fleet.ts', suggestion(team, teams))]),
    ...unknown.map((env) =>
      issue(
        file,
        `in.${env}`,
        'unknown-environment',
        show(env),
        'an environment of fleet/fleet.ts',
        suggestion(env, fleet.environments),
      ),
    ),
  ]
}

function folderIssues(name: string, folder: string, entries: readonly string[], files: readonly string[]): Issue[] {
  const problem =
    name === 'namespace'
      ? 'a name other than "namespace", which is the folder of the team\'s own objects'
      : nameProblem(name, maxAppName)
  const odd = entries.filter((e) => /^app\.(ya?ml|[cm]?[jt]sx?|json|toml)$/i.test(e) && !files.includes(e))
  return [
    ...(problem === undefined
      ? []
      : [issue(folder, '', 'app-name', show(name), problem, 'rename the folder: the folder is the name')]),
    ...(files.length > 1
      ? [issue(folder, '', 'two-specs', 'app.ts and app.yaml', 'one of the two', 'delete one')]
      : []),
    ...odd.map((e) =>
      issue(
        `${folder}/${e}`,
        '',
        'spec-name',
        show(e),
        'app.ts or app.yaml',
        /ya?ml|json/i.test(e) ? 'rename it to app.yaml' : 'rename it to app.ts',
      ),
    ),
  ]
}

async function readKept(
  root: string,
  name: string,
  folder: string,
  clusters: readonly ClusterName[],
  fleet: Fleet | undefined,
) {
  const kept = new Map<ClusterName, AppSource>()
  const drafts = new Map<ClusterName, Draft>()
  const issues: Issue[] = []
  for (const cluster of clusters) {
    const at = `${folder}/releases/${cluster}`
    const { source, draft, issues: found } = await readApp(root, name, fleet, at)
    issues.push(...found)
    if (draft !== undefined) drafts.set(cluster, draft)
    if (source !== undefined) kept.set(cluster, source)
    else if (found.length === 0)
      issues.push(issue(at, '', 'no-spec', 'a folder without a spec', 'app.ts or app.yaml', 'take it from git again'))
  }
  return { kept, drafts, issues }
}

/**
 * Reads one folder of `apps/`.
 * @param fleet `undefined` if invalid: skips checks that need it
 * @param from the hash of its files, with the fleet, decides the result
 */
export async function readApp(
  root: string,
  name: string,
  fleet: Fleet | undefined,
  folder = `apps/${name}`,
  from = new InputFiles(root),
): Promise<AppReading> {
  const entries = from.list(folder)
  const files = specNames.filter((f) => entries.includes(f))
  const [first] = files
  if (first === undefined) {
    const odd = folderIssues(name, folder, entries, files).filter((i) => i.code === 'spec-name')
    if (odd.length > 0) return { issues: odd }
    if (!entries.includes('releases')) return { issues: odd }
    return {
      issues: [
        issue(
          folder,
          '',
          'no-spec',
          'releases without a spec',
          'app.ts or app.yaml',
          `add ${folder}/app.ts, or delete the folder`,
        ),
      ],
    }
  }
  const file = `${folder}/${first}`
  const links = [...files, 'extra.ts'].filter((name) => from.kind(`${folder}/${name}`) === 'link')
  if (links.length > 0) return { issues: links.map((name) => linkedFile(`${folder}/${name}`)) }
  const isDataOnly = fleet?.specs === 'data'
  const data = await readData(from, file, fleet)
  const releases = readReleases(
    from,
    folder,
    fleet?.clusters.map((c) => c.name),
  )
  const { extra, issues: extraIssues } = !entries.includes('extra.ts')
    ? { issues: [] }
    : isDataOnly
      ? { issues: [codeIssue(`${folder}/extra.ts`)] }
      : readExtra(from, `${folder}/extra.ts`, fleet?.imports)
  const { kept, drafts, issues: keptIssues } = await readKept(root, name, folder, releases.kept, fleet)
  const issues = [
    ...folderIssues(name, folder, entries, files),
    ...data.issues,
    ...releases.issues,
    ...extraIssues,
    ...keptIssues,
  ]
  if (data.value === undefined) return { issues }
  const defaults = fleet === undefined ? undefined : fleetDefaults(fleet)
  const reading: Reading = readSpec(
    data.value,
    fleet?.environments ?? [],
    file,
    specRules,
    defaults?.ok === true ? defaults.value : {},
  )
  // An issue of the notation hides those of the value.
  issues.push(
    ...reading.issues.filter(
      (i) => !data.issues.some((d) => d.at !== '' && (i.at === d.at || i.at.startsWith(`${d.at}.`))),
    ),
  )
  if (fleet !== undefined) issues.push(...nameIssues(data.value, file, reading.issues, fleet))
  if (reading.base === undefined) return { issues }
  const parts = fleet === undefined ? new Map([['', reading.base]]) : reading.parts
  const draft: Draft = { name, file, parts, present: releases.present, place: placeIn(reading) }
  const contents = new Map<string, string>()
  issues.push(...readFiles(from, folder, draft, contents), ...(await readContracts(from, folder, draft, contents)))
  if (issues.length > 0) return { draft, issues }
  const specs = reading.parts as ReadonlyMap<string, MergedSpec>
  if (kept.size > 0) from.spoil()
  return {
    source: {
      name: appName(name),
      file,
      specs,
      releases: releases.byCluster,
      files: contents,
      ...(extra === undefined ? {} : { extra }),
      ...(kept.size === 0 ? {} : { kept }),
      ...(reading.inherited.size === 0 ? {} : { inherited: reading.inherited }),
      ...(Object.keys(releases.rejected).length === 0 ? {} : { rejected: releases.rejected }),
    },
    draft,
    ...(drafts.size === 0 ? {} : { kept: drafts }),
    issues,
  }
}
