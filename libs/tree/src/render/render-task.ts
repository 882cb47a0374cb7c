import { createRequire } from 'node:module'
import { failed, ok, type Outcome, type Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { appManifests } from '@slipway/manifests'
import type { ClusterModel, Model, ResolvedApp } from '@slipway/model'
import type { AppSource } from '@slipway/spec'
import { sha256 } from '../write/disk.ts'
import { around, estateInputs, functionsOf, type AwsInputs } from './beside-inputs.ts'
import { fleetText } from './fleet-text.ts'
import { hydratorFiles } from './hydrator.ts'
import { textOf } from './files.ts'

/** Files that are rendered together from the same inputs: an app in a cluster, the rest of a cluster, the AWS side. */
export interface RenderTask {
  readonly render: () => Outcome<readonly Rendered[]>
  /** The hash of all inputs; `undefined`: never cached. */
  readonly key: string | undefined
  /** Tasks that run the same code, which is started once for those that follow each other. */
  readonly code?: string
  /** Loads what `render` needs, which else does so itself. */
  readonly load?: () => Promise<unknown>
}

export function appFiles(
  app: ResolvedApp,
  { cluster }: Pick<ClusterModel, 'cluster'>,
  fleet: Fleet,
): Outcome<readonly Rendered[]> {
  const made = appManifests(app)
  return made.ok ? ok([...made.value, ...hydratorFiles({ cluster, apps: [app] }, fleet)]) : made
}

type BesideApps = typeof import('./beside-apps.ts')
let loaded: BesideApps | undefined
/** A third of the renderer's files, and a change of an app needs none of them. */
const load = async (): Promise<BesideApps> => (loaded ??= await import('./beside-apps.ts'))
/** Where a file differs of which nobody knew beforehand that it would be rendered. */
const besideApps = (): BesideApps => (loaded ??= createRequire(import.meta.url)('./beside-apps.ts') as BesideApps)

function restOfCluster(model: ClusterModel, fleet: Fleet): Outcome<readonly Rendered[]> {
  const { clusterFiles, clusterIssues } = besideApps()
  const wrong = clusterIssues(model, fleet)
  // Constructs of cdk8s throw where two have one name, which is one of these issues.
  return wrong.length > 0 ? failed(...wrong) : ok(clusterFiles(model, fleet))
}

/** `extra.ts` may read anything, so its output is never cached. @param generator the hash of the code that renders */
export function tasksOf(whole: Model, apps: readonly AppSource[], generator: string): readonly RenderTask[] {
  const { clusters, fleet } = whole
  const everything = `${generator}${fleetText(fleet)}`
  const keyOf = (decides: string): string => sha256(`${everything}${decides}`)
  const ofClusters = clusters.flatMap((model): RenderTask[] => {
    const { cluster } = model
    const common = sha256(JSON.stringify([generator, cluster, fleet.promoter]))
    return [
      ...model.apps.map((app) => {
        const { extra, cluster: _, ...decides } = app
        return {
          render: () => appFiles(app, model, fleet),
          key: extra === null ? sha256(`${common}${JSON.stringify(decides)}`) : undefined,
          ...(extra === null ? {} : { code: app.name }),
        }
      }),
      { render: () => restOfCluster(model, fleet), load, key: keyOf(JSON.stringify(around(model))) },
    ]
  })
  const aws: AwsInputs = { fleet, apps, functions: functionsOf(whole) }
  return [...ofClusters, { render: () => ok(besideApps().estateFiles(aws)), load, key: keyOf(estateInputs(aws)) }]
}

/** `undefined` when something is wrong with the task. */
export function textsOf({ render }: RenderTask): ReadonlyMap<string, string> | undefined {
  const made = render()
  if (!made.ok) return undefined
  const texts = new Map<string, string>()
  for (const file of made.value) {
    const text = textOf(file)
    if (!text.ok || texts.has(file.path)) return undefined
    texts.set(file.path, text.value)
  }
  return texts
}
