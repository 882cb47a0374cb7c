import { mkdirSync } from 'node:fs'
import { orThrow } from '@slipway/core'
import { loadFleet } from '@slipway/fleet'
import { addons } from '@slipway/platform'
import type { Files } from '@slipway/tree'
import { groupKind } from '../cluster/crds.ts'
import { openChartRepository } from '../cluster/chart-repository.ts'
import { fakeHelm } from '../cluster/fake-helm.ts'
import { fakeOperators } from '../cluster/fake-operators.ts'
import { objectsIn, objectsOfFiles } from '../cluster/objects-in.ts'
import { runtime } from '../cluster/runtime.ts'
import { sandboxAddress } from '../cluster/sandbox.ts'
import { batch } from '../components/karpenter.ts'
import { PollTimeout } from '../pace/poll.ts'
import { latencyFactor } from '../pace/speed-up-canaries.ts'
import { commandsOf } from '../pods/app-command.ts'
import { programOf } from '../programs/programs.ts'
import { isNoticed } from '../recording/notice.ts'
import { startRecorder } from '../recording/recorder.ts'
import type { Recording, TimelineEvent } from '../recording/recording.ts'
import { recordScaling } from '../recording/scaling-recorder.ts'
import { joined } from '../recording/words.ts'
import { gatewayServerOf } from '../traffic/ingress-gateway.ts'
import { appsIn, chooseApps, chooseCluster } from './choice.ts'
import { startControlPlane } from './control-plane.ts'
import { copyEstate } from './estate.ts'
import type { Sabotage, Scenario } from './scenario.ts'
import { NoneFits, type StagedApp } from './staged-app.ts'
import { standInsOf } from './stand-ins.ts'
import { openContext } from './test-context.ts'
import path from 'node:path'

export interface RehearseOptions {
  readonly scenario: Scenario
  readonly sabotage?: Sabotage | undefined
  readonly quick?: boolean
  readonly source: string
  readonly cluster: string | undefined
  readonly apps: readonly string[]
  readonly folder: string
  readonly slipway: string
  readonly isolated: boolean
  /** Seconds. */
  readonly within: number
  readonly say: (happening: TimelineEvent) => void
  readonly setUp: (text: string, seconds: number) => void
  readonly stop?: AbortSignal | undefined
  readonly keep?: ((kubeconfig: string) => Promise<void>) | undefined
}

function trafficOf(root: string, source: string, all: readonly StagedApp[], files: Files, cluster: string) {
  const door = objectsOfFiles(files, (file) => file.startsWith(`clusters/${cluster}/`))
    .filter(({ apiVersion, kind }) => kind === 'Gateway' && apiVersion.startsWith('networking.istio.io/'))
    // Other domains have Gateways of their own, on the same pods.
    .sort((a, b) => Number(b.metadata.name === 'public') - Number(a.metadata.name === 'public'))
    .map(gatewayServerOf)
    .find((each) => each !== undefined)
  if (door === undefined)
    throw new NoneFits(`clusters/${cluster} has no Gateway with HTTPS, so no request comes in from outside`)
  const commands = orThrow(
    commandsOf(
      root,
      source,
      all.map(({ name }) => name),
    ),
  )
  if (commands.size === 0) throw new NoneFits('no app can be run here: none has src/main.ts or rehearse.json')
  return { commands, door, kwoks: all.map(({ name }) => name).filter((name) => !commands.has(name)) }
}

/** Plays one scenario on its own control plane. Throws only when something cannot be started. */
export async function rehearse(options: RehearseOptions): Promise<Recording> {
  const { sabotage, source, folder, slipway, isolated, say, setUp } = options
  const scenario = options.quick === true ? { ...options.scenario, ...options.scenario.quick } : options.scenario
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 100) / 10
  const fleet = orThrow(await loadFleet(source))
  const { clusters } = fleet
  const cluster = orThrow(chooseCluster(fleet, scenario.where, options.cluster))
  const root = path.join(folder, 'estate')
  mkdirSync(root)
  const estate = copyEstate(source, root, slipway)
  await scenario.prepare?.(estate, cluster, options.apps)
  const files = estate.files()
  const all = appsIn(files.keys(), cluster.name)
  const apps = orThrow(chooseApps(all, cluster.name, options.apps))
  const every = scenario.where === 'every'
  // Unneeded CRDs would cost the API server time.
  const apart =
    scenario.bare === undefined
      ? [...new Set(all.map(({ team }) => `clusters/${cluster.name}/${team}/`))]
      : [`clusters/${cluster.name}/`]
  const folders = every ? ['clusters/', 'argocd/'] : apart
  const kinds = new Set(
    [...files]
      .filter(([file]) => folders.some((folder) => file.startsWith(folder)))
      .flatMap(([, text]) => objectsIn(text).map(groupKind)),
  )
  if (scenario.traffic === true) kinds.add('networking.istio.io/Gateway')
  for (const kind of scenario.kinds ?? []) kinds.add(kind)

  const programs = scenario.needs
  const karpenter = programs.includes('karpenter')
  const processes = runtime(folder)
  const timeout = AbortSignal.timeout(options.within * 1000)
  const stop = options.stop ?? new AbortController().signal
  // A sabotage that was noticed ends the play.
  const noticed = new AbortController()
  const signal = AbortSignal.any([timeout, stop, noticed.signal])
  let up = false
  // During set-up waiters must fail at once. After a timeout the report still reads from the processes.
  const giveUp = () => (up && !stop.aborted ? undefined : processes.stopAll())
  for (const each of [timeout, stop]) each.addEventListener('abort', () => void giveUp())
  const end = new Promise<never>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error)),
  )
  end.catch(() => undefined)
  const readyAfter = scenario.readyAfter ?? 0
  const traffic = scenario.traffic === undefined ? undefined : trafficOf(root, source, all, files, cluster.name)
  const charts = scenario.charts === true ? await openChartRepository(folder, addons(cluster, fleet)) : undefined
  const standIns = [...standInsOf({ programs, readyAfter, traffic, charts, bare: scenario.bare })]
  const shortened = new Set<string>()
  if (karpenter)
    shortened.add(`Karpenter collects waiting pods for ${batch} s, not 10; the HPA controller looks every 2 s, not 15`)
  const starting = startControlPlane(processes, {
    programs,
    cluster,
    repository: fleet.repository,
    file: (name) => files.get(name),
    kinds: scenario.bare ? new Set() : kinds,
    address: isolated ? sandboxAddress : undefined,
    charts,
    helm: charts?.helm ?? fakeHelm(folder, scenario.bare ? kinds : new Set()),
    crowd: scenario.crowd,
    readyAfter,
    traffic,
    say: (text) => setUp(text, seconds()),
  })
  const plane = await Promise.race([starting, end]).catch(async (error: unknown) => {
    if (!signal.aborted) throw error
    await processes.stopAll()
    throw new Error(
      stop.aborted ? 'it was stopped' : `it was given up after ${options.within} s, before everything had started`,
      { cause: error },
    )
  })
  up = true
  const setUpSeconds = seconds()
  const own = new Set(all.map(({ team, name }) => `${team}/${name}`))
  const recorder = startRecorder(
    plane.kube,
    say,
    scenario.crowd === undefined ? undefined : (app) => own.has(app),
    scenario.scales === true ? (at) => recordScaling(plane.kube, at) : undefined,
  )
  const startedAt = new Date().toISOString()
  const unstand = fakeOperators(
    plane.controllers,
    new Set([...kinds].map((kind) => kind.split('/')[1] ?? '')),
    programs,
    (one) => standIns.push(one),
  )
  try {
    const assert: typeof recorder.assert = (...assertion) => {
      recorder.assert(...assertion)
      const last = recorder.claims.at(-1)
      if (last !== undefined && sabotage !== undefined && isNoticed(last, sabotage.noticedBy))
        noticed.abort(new Error('what is broken was noticed'))
    }
    const opened = openContext({
      plane,
      cluster,
      estate,
      recorder: { ...recorder, assert },
      apps,
      signal,
      sabotage: sabotage?.change ?? ((same) => same),
      shortened: (says) => says.forEach((text) => shortened.add(text)),
      hold: scenario.hold,
      scales: scenario.scales === true,
      latencyFactor: (app) => (scenario.traffic === true ? (scenario.latencyFactor?.(app) ?? latencyFactor) : 1),
    })
    try {
      await Promise.race([scenario.run(opened.test).finally(opened.end), end])
    } catch (error) {
      if (error instanceof NoneFits) throw error
      if (!noticed.signal.aborted) {
        const fallen = processes.fallen()
        const why = timeout.aborted ? `it was given up after ${options.within} s` : (error as Error).message
        const causes = error instanceof PollTimeout ? error.found.causes : []
        recorder.assert('it could be played to its end', false, joined([{ text: why, causes }, ...fallen], '\n'))
      }
    }
    for (const text of processes.fallen()) recorder.assert('what was started went on running', false, text)
    recorder.record('note', 'the end')
    await options.keep?.(plane.kubeconfig)
  } finally {
    recorder.stop()
    unstand()
    // Namespaces end all processes at once.
    if (!isolated) await plane.stop().catch(() => processes.stopAll())
  }
  const { claims, commits, events } = recorder
  return {
    scenario: sabotage === undefined ? scenario.name : `${scenario.name}/${sabotage.name}`,
    proves: scenario.description,
    cluster: every ? clusters.map(({ name }) => name).join(', ') : cluster.name,
    startedAt,
    seconds: events.at(-1)?.at ?? recorder.at(),
    setUpSeconds,
    verdict: claims.length > 0 && claims.every(({ ok }) => ok) ? 'passed' : 'failed',
    claims,
    commits,
    apps: recorder.apps(),
    files: recorder.kept(),
    events,
    standIns,
    shortened: [...shortened],
    ...(karpenter ? { nodes: recorder.nodes() } : {}),
    programs: programs.map((name) => ({ name, version: programOf(name).version })),
  }
}
