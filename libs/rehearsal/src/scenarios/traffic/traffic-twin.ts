import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { formatIssues } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import { kinds, refTo } from '../../cluster/live.ts'
import { seenIf, type Look } from '../../pace/poll.ts'
import { commandFile, commandsOf, type AppCommand } from '../../pods/app-command.ts'
import { say, type Said } from '../../recording/words.ts'
import { describeApp, isSyncedAndHealthy } from '../../stage/application.ts'
import { appsIn } from '../../stage/choice.ts'
import type { Estate } from '../../stage/estate.ts'
import { NoneFits, type StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { imagesOf } from '../canary/canary.ts'
import { respec, specOf, writeSpec, type Spec } from './app-spec.ts'
import { exposures, noneExposed, type Exposed } from './exposed-app.ts'
import path from 'node:path'

const suffix = '-rolling'

/** The same app once more, under another name. */
const copyOf = (app: StagedApp, more: string): StagedApp => ({
  team: app.team,
  name: `${app.name}${more}`,
  folder: `${app.folder}${more}`,
  application: `${app.application}${more}`,
})

/** The same app once more, with rolling releases, under another name and host. */
export const twinOf = (app: StagedApp): StagedApp => copyOf(app, suffix)

const elsewhere = (spec: Spec, more: string): Spec => {
  const { expose } = spec
  return typeof expose === 'object' && expose !== null && 'host' in expose
    ? { ...spec, expose: { ...expose, host: `${String(expose.host)}${more}` } }
    : spec
}

/** A spec as it would be under a host of its own, in each environment. */
export function movedSpec(spec: Spec, more: string): Spec {
  const { in: places = {}, ...rest } = spec
  const own = Object.entries(places as Readonly<Record<string, Spec>>).map(
    ([name, place]) => [name, elsewhere(place, more)] as const,
  )
  return { ...elsewhere(rest, more), in: Object.fromEntries(own) }
}

/** A spec with other fields, which hold in every environment. */
export function withFields(spec: Spec, more: Spec): Spec {
  const { in: places = {}, ...rest } = spec
  const own = Object.entries(places as Readonly<Record<string, Spec>>).map(
    ([name, place]) => [name, Object.fromEntries(Object.entries(place).filter(([key]) => !(key in more)))] as const,
  )
  return { ...rest, ...more, in: Object.fromEntries(own) }
}

/** A spec as it would be with rolling releases and under a host of its own. */
export const rollingSpec = (spec: Spec): Spec => withFields(movedSpec(spec, suffix), { release: 'rolling' })

interface Made {
  readonly estate: Estate
  readonly cluster: Cluster
  /** The app of the estate that they are copies of. */
  readonly name: string
  readonly run: AppCommand
}

/** A copy of an app with a folder, a release file and a spec of its own. */
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

/**
 * The app that requests come in for, before anything is started, and how it is run.
 * @throws NoneFits where no app is exposed
 */
export function frontIn(
  estate: Estate,
  cluster: Cluster,
  names: readonly string[],
): { readonly front: Exposed; readonly run: AppCommand } {
  const files = estate.files()
  const canaries = appsIn(files.keys(), cluster.name).filter(
    ({ name, folder }) => files.has(`${folder}/rollout-${name}.yaml`) && (names.length === 0 || names.includes(name)),
  )
  const commands = commandsOf(
    estate.root,
    estate.source,
    canaries.map(({ name }) => name),
  )
  if (!commands.ok) throw new Error(formatIssues(commands.issues))
  const [front] = exposures(
    files,
    cluster.name,
    canaries.filter(({ name }) => commands.value.has(name)),
  )
  const run = commands.value.get(front?.app.name ?? '')
  if (front === undefined || run === undefined) throw new NoneFits(noneExposed)
  return { front, run }
}

/**
 * Puts a twin with rolling releases beside the app that requests come in for, and renders it.
 * @param changed what the specs of both are to be, and what they need in the app's folder; without it the app stays as it is
 * @param also more pairs of the same: what their names have behind the app's
 * @throws NoneFits where no app is exposed
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

/** How a copy of an app is reached. @param more what its name has behind the app's */
export function exposedCopy(test: TestContext, { app }: Exposed, more: string): Exposed {
  const copy = copyOf(app, more)
  const [front] = exposures(test.estate.files(), test.cluster.name, [copy])
  if (front === undefined) throw new Error(`${copy.name} has no host`)
  return front
}

/** How the twin of an app is reached. */
export const exposedTwin = (test: TestContext, front: Exposed): Exposed => exposedCopy(test, front, suffix)

interface DeploymentStatus {
  readonly observedGeneration?: number
  readonly replicas?: number
  readonly updatedReplicas?: number
  readonly availableReplicas?: number
}

/** Whether a Deployment runs an image and no other, in the form that `claimSoon` reads. */
export async function rolledTo(test: TestContext, app: StagedApp, digest: string): Promise<Look<Said>> {
  const deployment = await test.kube.get(refTo(kinds.deployment, app))
  const application = await test.application(app)
  const {
    observedGeneration,
    replicas = 0,
    updatedReplicas = 0,
    availableReplicas = 0,
  } = (deployment?.status ?? {}) as DeploymentStatus

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
