import { awsApp, awsFiles } from '@slipway/aws'
import { ok, type Outcome, type Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { gitopsObjects } from '@slipway/gitops'
import { appManifests, teamManifests } from '@slipway/manifests'
import type { ClusterModel, Model, ResolvedApp, ResolvedFunction } from '@slipway/model'
import { platformObjects } from '@slipway/platform'
import type { AppSource } from '@slipway/spec'
import { sha256 } from '../write/disk.ts'
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
}

export function appFiles(
  app: ResolvedApp,
  { cluster }: Pick<ClusterModel, 'cluster'>,
  fleet: Fleet,
): Outcome<readonly Rendered[]> {
  const made = appManifests(app)
  return made.ok ? ok([...made.value, ...hydratorFiles({ cluster, apps: [app] }, fleet)]) : made
}

type Around = Omit<ClusterModel, 'apps' | 'functions'>
const around = ({ cluster, teams, hosts, streams }: Around): Around => ({ cluster, teams, hosts, streams })

/** It gets to see no app, so none decides it. */
export function clusterFiles(given: Around, fleet: Fleet): readonly Rendered[] {
  const model: ClusterModel = { ...around(given), apps: [], functions: [] }
  return [
    ...model.teams.flatMap((team) => teamManifests(model, team)),
    ...platformObjects(model, fleet),
    ...gitopsObjects(model, fleet),
  ]
}

export const functionsOf = ({ clusters }: Pick<Model, 'clusters'>): readonly ResolvedFunction[] =>
  clusters.flatMap(({ functions }) => functions)

/** The inputs of the AWS side: of the model the functions alone. */
interface AwsInputs {
  readonly fleet: Fleet
  readonly apps: readonly AppSource[]
  readonly functions: readonly ResolvedFunction[]
}

export const estateFiles = ({ fleet, apps, functions }: AwsInputs): readonly Rendered[] =>
  awsFiles(fleet, apps.map(awsApp), functions)

/** All that decides the AWS side, beside the fleet and the code. */
export const estateInputs = ({ apps, functions }: AwsInputs): string => JSON.stringify([apps.map(awsApp), functions])

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
      { render: () => ok(clusterFiles(model, fleet)), key: keyOf(JSON.stringify(around(model))) },
    ]
  })
  const aws: AwsInputs = { fleet, apps, functions: functionsOf(whole) }
  return [...ofClusters, { render: () => ok(estateFiles(aws)), key: keyOf(estateInputs(aws)) }]
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
