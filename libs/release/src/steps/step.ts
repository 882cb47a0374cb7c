import { baseName, type AppName, type ClusterName } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import { rejectedName, type AppSource, type Estate, type Rejected, type ReleaseFile } from '@slipway/spec'
import { rejectedText, releaseText } from '../release-text.ts'
import type { Fact, Note, Nothing } from '../remarks.ts'
import { releasePath } from './target.ts'

export interface ReleaseChange {
  readonly cluster: Cluster
  /** `undefined` when the app is new there. */
  readonly from: ReleaseFile | undefined
  readonly to: ReleaseFile
}

/** An earlier release's spec, kept for a cluster. Files lie below `releases/<cluster>/`. */
export interface Keep {
  readonly source: AppSource
  readonly files: ReadonlyMap<string, string>
}

export type Verb = 'bump' | 'promote' | 'hold' | 'unhold' | 'reject' | 'rollback' | 'edition'

/** What a step does to an app. */
interface StepPart {
  readonly changes: readonly ReleaseChange[]
  /** All of `rejected.json`, when it changes. */
  readonly rejected?: Rejected | undefined
  /** `undefined` drops a kept spec. */
  readonly keep: ReadonlyMap<ClusterName, Keep | undefined>
}

/** What it does to another app that runs the same image. */
export interface Along extends StepPart {
  readonly app: AppSource
}

export interface Step extends StepPart {
  readonly verb: Verb
  readonly app: AppName
  /** An environment, a cluster, or `rejected`; names the pull request's branch. */
  readonly target: string
  readonly facts: readonly Fact[]
  readonly notes: readonly Note[]
  /** Apps that move with this one. */
  readonly along?: readonly Along[]
}

/** All apps that a step changes. */
export const appsOf = ({ app, along = [] }: Pick<Step, 'app' | 'along'>): readonly AppName[] => [
  app,
  ...along.map((one) => one.app.name),
]

export type Decision = { readonly step: Step } | { readonly nothing: Nothing }

/** Only those that the step names; `undefined` deletes. */
export const ownFiles = (step: Step, app: AppSource): ReadonlyMap<string, string | undefined> =>
  new Map([{ ...step, app }, ...(step.along ?? [])].flatMap((part) => [...filesOf(part)]))

function filesOf({ app, ...step }: Along): ReadonlyMap<string, string | undefined> {
  const files = new Map<string, string | undefined>()
  for (const [cluster, keep] of step.keep) {
    const folder = `apps/${app.name}/releases/${cluster}`
    for (const file of keptNames(app.kept?.get(cluster))) files.set(`${folder}/${file}`, undefined)
    for (const [file, text] of keep?.files ?? []) files.set(`${folder}/${file}`, text)
  }
  for (const { cluster, to } of step.changes) files.set(releasePath(app.name, cluster.name), releaseText(to))
  if (step.rejected !== undefined) {
    const empty = Object.keys(step.rejected).length === 0
    files.set(releasePath(app.name, rejectedName), empty ? undefined : rejectedText(step.rejected))
  }
  return files
}

function keptNames(kept: AppSource | undefined): readonly string[] {
  if (kept === undefined) return []
  const spec = baseName(kept.file)
  return [spec, ...(kept.extra === undefined ? [] : ['extra.ts']), ...kept.files.keys()]
}

export function after(estate: Estate, { along = [], ...own }: StepPart & Pick<Step, 'app' | 'along'>): Estate {
  const parts = new Map<string, StepPart>([[own.app, own], ...along.map((one) => [one.app.name, one] as const)])
  const apps = estate.apps.map((app): AppSource => {
    const step = parts.get(app.name)
    if (step === undefined) return app
    const { kept: _, rejected: __, ...rest } = app
    const releases = new Map([...app.releases, ...step.changes.map(({ cluster, to }) => [cluster.name, to] as const)])
    const kept = new Map(app.kept)
    for (const [cluster, keep] of step.keep) {
      if (keep === undefined) kept.delete(cluster)
      else kept.set(cluster, keep.source)
    }
    const rejected = step.rejected ?? app.rejected
    return { ...rest, releases, ...(kept.size === 0 ? {} : { kept }), ...(rejected === undefined ? {} : { rejected }) }
  })
  return { ...estate, apps }
}
