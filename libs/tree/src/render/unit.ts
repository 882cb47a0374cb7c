import { awsFiles } from '@slipway/aws'
import { ok, type Outcome, type Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { gitopsObjects } from '@slipway/gitops'
import { appManifests, teamManifests } from '@slipway/manifests'
import type { ClusterModel, Model, ResolvedApp } from '@slipway/model'
import { platformObjects } from '@slipway/platform'
import type { AppSource } from '@slipway/spec'
import { sha256 } from '../write/disk.ts'
import { fleetText } from '../cache/fleet-text.ts'
import { hydratorFiles } from './hydrator.ts'
import type { Piece } from '../cache/render-aside.ts'

/** What is rendered in one go from the same inputs. */
export interface Unit {
  readonly render: () => Outcome<readonly Rendered[]>
  /** The hash of all that decides what it renders, for what need not be rendered again; and the folder that it fills alone, where it is one. */
  readonly known?: { readonly folder: string | undefined; readonly key: string }
  /** What another thread needs to render it. */
  readonly piece?: Piece
}

/** Everything in an app's folder of a cluster. */
export function appFiles(
  app: ResolvedApp,
  { cluster }: Pick<ClusterModel, 'cluster'>,
  fleet: Fleet,
): Outcome<readonly Rendered[]> {
  const made = appManifests(app)
  return made.ok ? ok([...made.value, ...hydratorFiles({ cluster, apps: [app] }, fleet)]) : made
}

/** A cluster without its apps: all that decides what it has beside them. */
type Around = Omit<ClusterModel, 'apps'>
const around = ({ cluster, teams, hosts }: Around): Around => ({ cluster, teams, hosts })

/** What a cluster has beside its apps' folders. It gets to see no app, so none of them decides it. */
export function clusterFiles(given: Around, fleet: Fleet): readonly Rendered[] {
  const model: ClusterModel = { ...around(given), apps: [] }
  return [
    ...model.teams.flatMap((team) => teamManifests(model, team)),
    ...platformObjects(model, fleet),
    ...gitopsObjects(model, fleet),
  ]
}

/** The apps whose image is one of ours, in the registry under its own name, somewhere; of each what the AWS side needs, and no more. */
const withOwnImage = (apps: readonly AppSource[]): Parameters<typeof awsFiles>[1] =>
  apps
    .filter(({ specs }) => [...specs.values()].some((spec) => spec.image === undefined))
    .map(({ name, file }) => ({ name, file }))

/** The AWS side of all apps. */
export const estateFiles = (fleet: Fleet, apps: readonly AppSource[]): readonly Rendered[] =>
  awsFiles(fleet, withOwnImage(apps))

/**
 * The tree in pieces: an app in a cluster is one, which its model alone decides; what a cluster itself has is one, too, and so is the
 * AWS side: of many apps they need little. What runs a team's own code (`extra.ts`) may read anything, so nothing stands for it and it is made each time, too.
 * @param code what stands for the generator, from `codeKey`
 */
export function unitsOf({ clusters, fleet }: Model, apps: readonly AppSource[], code: string): readonly Unit[] {
  const whole = `${code}${fleetText(fleet)}`
  const units = clusters.flatMap((model): Unit[] => {
    const { cluster } = model
    const common = sha256(JSON.stringify([code, cluster, fleet.promoter, fleet.repository]))
    const unitOf = (app: ResolvedApp): Unit => {
      const render = () => appFiles(app, model, fleet)
      const { extra, cluster: _, ...decides } = app
      const folder = `clusters/${cluster.name}/${app.team}/${app.name}`
      return extra === null
        ? {
            render,
            known: { folder, key: sha256(`${common}${JSON.stringify(decides)}`) },
            piece: { app, cluster: { cluster } },
          }
        : { render }
    }
    const beside = sha256(`${whole}${JSON.stringify(around(model))}`)
    return [
      ...model.apps.map(unitOf),
      { render: () => ok(clusterFiles(model, fleet)), known: { folder: undefined, key: beside } },
    ]
  })
  const estate = sha256(`${whole}${JSON.stringify(withOwnImage(apps))}`)
  return [...units, { render: () => ok(estateFiles(fleet, apps)), known: { folder: undefined, key: estate } }]
}
