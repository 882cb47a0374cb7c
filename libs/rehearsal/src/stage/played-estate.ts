import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { orThrow } from '@slipway/core'
import { loadFleet, type Cluster, type Fleet } from '@slipway/fleet'
import type { Files } from '@slipway/tree'
import { groupKind } from '../cluster/crds.ts'
import { objectsIn, objectsUnder } from '../cluster/objects-in.ts'
import { commandsOf } from '../pods/app-command.ts'
import { gatewayServerOf } from '../traffic/ingress-gateway.ts'
import { appsIn, chooseApps, chooseCluster } from './choice.ts'
import { copyEstate, type Estate } from './estate.ts'
import type { Scenario } from './scenario.ts'
import { NoneFits, type StagedApp } from './staged-app.ts'

export interface PlayedEstateOptions {
  readonly scenario: Scenario
  readonly source: string
  readonly cluster: string | undefined
  readonly apps: readonly string[]
  readonly folder: string
  readonly slipway: string
}

/** The copy that a scenario plays with, and what of it. */
interface PlayedEstate {
  readonly fleet: Fleet
  readonly cluster: Cluster
  readonly estate: Estate
  readonly files: Files
  readonly all: readonly StagedApp[]
  readonly apps: readonly StagedApp[]
  /** As `group/Kind`. */
  readonly kinds: ReadonlySet<string>
  readonly traffic: ReturnType<typeof trafficOf> | undefined
}

/** Kinds that the scenario applies: unneeded CRDs would cost the API server time. */
function kindsOf(scenario: Scenario, cluster: string, files: Files, all: readonly StagedApp[]): ReadonlySet<string> {
  const teams = all.map(({ team }) => `clusters/${cluster}/${team}/`)
  const own = scenario.bare === undefined ? teams : [`clusters/${cluster}/`]
  const folders = scenario.where === 'every' ? ['clusters/', 'argocd/'] : [...new Set(own)]
  return new Set([
    ...[...files]
      .filter(([file]) => folders.some((folder) => file.startsWith(folder)))
      .flatMap(([, text]) => objectsIn(text).map(groupKind)),
    ...(scenario.traffic === true ? ['networking.istio.io/Gateway'] : []),
    ...(scenario.kinds ?? []),
  ])
}

function trafficOf(root: string, source: string, all: readonly StagedApp[], files: Files, cluster: string) {
  const door = objectsUnder(files, `clusters/${cluster}`)
    .filter(({ apiVersion, kind }) => kind === 'Gateway' && apiVersion.startsWith('networking.istio.io/'))
    // Other domains have Gateways of their own, on the same pods.
    .sort((a, b) => Number(b.metadata.name === 'public') - Number(a.metadata.name === 'public'))
    .map(gatewayServerOf)
    .find((each) => each !== undefined)
  if (door === undefined)
    throw new NoneFits(`clusters/${cluster} has no Gateway with HTTPS, so no request comes in from outside`)
  const names = all.map(({ name }) => name)
  const commands = orThrow(commandsOf(root, source, names))
  if (commands.size === 0) throw new NoneFits('no app can be run here: none has src/main.ts or rehearse.json')
  return { commands, door, kwoks: names.filter((name) => !commands.has(name)) }
}

/**
 * Copies the estate and prepares the copy as the scenario wants it.
 * @throws NoneFits, or what is wrong with the estate
 */
export async function playedEstate(options: PlayedEstateOptions): Promise<PlayedEstate> {
  const { scenario, source, folder, slipway } = options
  const fleet = orThrow(await loadFleet(source))
  const cluster = orThrow(chooseCluster(fleet, scenario.where, options.cluster))
  const root = path.join(folder, 'estate')
  mkdirSync(root)
  const estate = copyEstate(source, root, slipway)
  await scenario.prepare?.(estate, cluster, options.apps)
  const files = estate.files()
  const all = appsIn(files.keys(), cluster.name)
  const apps = orThrow(chooseApps(all, cluster.name, options.apps))
  const kinds = kindsOf(scenario, cluster.name, files, all)
  const traffic = scenario.traffic === undefined ? undefined : trafficOf(root, source, all, files, cluster.name)
  return { fleet, cluster, estate, files, all, apps, kinds, traffic }
}
