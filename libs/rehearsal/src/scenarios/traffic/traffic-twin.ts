import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { orThrow } from '@slipway/core'
import { commandFile, commandsOf, type AppCommand } from '../../pods/app-command.ts'
import { respec, specOf, writeSpec, type Spec } from './app-spec.ts'
import { exposures, noneExposed, type Exposed } from './exposed-app.ts'
import path from 'node:path'
import {
  appsIn,
  describeApp,
  fileOf,
  imagesOf,
  isSyncedAndHealthy,
  kinds,
  NoneFits,
  refTo,
  say,
  seenIf,
  type Cluster,
  type Estate,
  type Look,
  type Said,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'

const suffix = '-rolling'

const copyOf = ({ team, name, folder, application }: StagedApp, more: string) => ({
  team,
  name: name + more,
  folder: folder + more,
  application: application + more,
})

export const twinOf = (app: StagedApp): StagedApp => copyOf(app, suffix)

const elsewhere = (spec: Spec, more: string) => {
  const { expose } = spec
  return typeof expose === 'object' && expose !== null && 'host' in expose
    ? { ...spec, expose: { ...expose, host: `${String(expose.host)}${more}` } }
    : spec
}

export function movedSpec(spec: Spec, more: string): Spec {
  const { in: places = {}, ...rest } = spec
  const own = Object.entries(places as Readonly<Record<string, Spec>>).map(
    ([name, place]) => [name, elsewhere(place, more)] as const,
  )
  return { ...elsewhere(rest, more), in: Object.fromEntries(own) }
}

/** In every environment. */
export function withFields(spec: Spec, more: Spec): Spec {
  const { in: places = {}, ...rest } = spec
  const own = Object.entries(places as Readonly<Record<string, Spec>>).map(
    ([name, place]) => [name, Object.fromEntries(Object.entries(place).filter(([key]) => !(key in more)))] as const,
  )
  return { ...rest, ...more, in: Object.fromEntries(own) }
}

export const rollingSpec = (spec: Spec): Spec => withFields(movedSpec(spec, suffix), { release: 'rolling' })

/** @throws with every mistake of every `rehearse.json` */
export const appCommands = ({ root, source }: Estate, apps: readonly StagedApp[]): ReadonlyMap<string, AppCommand> =>
  orThrow(
    commandsOf(
      root,
      source,
      apps.map(({ name }) => name),
    ),
  )

interface Made {
  readonly estate: Estate
  readonly cluster: Cluster
  readonly name: string
  readonly run: AppCommand
}

function copied({ estate, cluster, name, run }: Made, more: string, spec: (folder: string) => Spec): void {
  const [from, to] = [`apps/${name}`, `apps/${name}${more}`]
  cpSync(path.join(estate.root, from), path.join(estate.root, to), { recursive: true })
  rmSync(path.join(estate.root, to, 'releases'), { recursive: true, force: true })
  mkdirSync(path.join(estate.root, to, 'releases'))
  estate.write(`${to}/releases/${cluster.name}.json`, estate.read(`${from}/releases/${cluster.name}.json`))
  writeSpec(estate, `${name}${more}`, spec(to))
  estate.write(
    `${to}/${commandFile}`,
    `${JSON.stringify({ command: run.command, cwd: path.relative(path.join(estate.source, to), run.cwd) })}\n`,
  )
}

function frontIn(
  estate: Estate,
  cluster: Cluster,
  names: readonly string[],
): { readonly front: Exposed; readonly run: AppCommand } {
  const files = estate.files()
  const canaries = appsIn(files.keys(), cluster.name, names).filter((app) => files.has(fileOf(app, 'rollout')))
  const commands = appCommands(estate, canaries)
  const [front] = exposures(
    files,
    cluster.name,
    canaries.filter(({ name }) => commands.has(name)),
  )
  const run = commands.get(front?.app.name ?? '')
  if (front === undefined || run === undefined) throw new NoneFits(noneExposed)
  return { front, run }
}

/** Gives the app behind the front door these fields in every environment, without rendering. @returns that app */
export async function respecFront(
  estate: Estate,
  cluster: Cluster,
  names: readonly string[],
  more: Spec,
): Promise<Exposed> {
  const { front } = frontIn(estate, cluster, names)
  await respec(estate, front.app.name, (spec) => withFields(spec, more))
  return front
}

/**
 * Adds a rolling twin to the exposed app and renders.
 * @param changed the specs of both, and files in the app's folder
 * @param also name suffixes of more pairs
 * @throws NoneFits when no app is exposed
 */
export async function addTwin(
  estate: Estate,
  cluster: Cluster,
  names: readonly string[],
  changed?: (spec: Spec, folder: string) => Spec,
  also: readonly string[] = [],
): Promise<void> {
  const { front, run } = frontIn(estate, cluster, names)
  const { name } = front.app
  const made = { estate, cluster, name, run }
  const own = await specOf(estate, name)
  const spec = (folder: string) => changed?.(own, folder) ?? own
  for (const more of also) copied(made, more, (folder) => movedSpec(spec(folder), more))
  for (const more of ['', ...also])
    copied(made, `${more}${suffix}`, (folder) => rollingSpec(movedSpec(spec(folder), more)))
  if (changed !== undefined) await respec(estate, name, (spec) => changed(spec, `apps/${name}`))
  await estate.render()
}

export function exposedCopy(test: TestContext, { app }: Exposed, more: string): Exposed {
  const copy = copyOf(app, more)
  const [front] = exposures(test.estate.files(), test.cluster.name, [copy])
  if (front === undefined) throw new Error(`${copy.name} has no host`)
  return front
}

export const exposedTwin = (test: TestContext, front: Exposed): Exposed => exposedCopy(test, front, suffix)

export async function rolledTo(test: TestContext, app: StagedApp, digest: string): Promise<Look<Said>> {
  const deployment = await test.kube.get(refTo(kinds.deployment, app))
  const application = await test.application(app)
  const { observedGeneration, replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = deployment?.status ?? {}

  const here =
    imagesOf(deployment).some((image) => image.endsWith(digest)) &&
    observedGeneration === (deployment?.metadata as { generation?: number }).generation
  const done =
    here &&
    replicas > 0 &&
    updatedReplicas === replicas &&
    availableReplicas === replicas &&
    isSyncedAndHealthy(application)
  return seenIf(
    done,
    say`${here ? '' : 'not the image; '}${availableReplicas} of ${replicas} pods available, ${updatedReplicas} of this version; ${describeApp(application)}`,
  )
}
