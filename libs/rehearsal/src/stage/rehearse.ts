import { addons } from '@slipway/platform'
import { openChartRepository } from '../cluster/chart-repository.ts'
import { fakeHelm } from '../cluster/fake-helm.ts'
import { fakeOperators } from '../cluster/fake-operators.ts'
import { runtime, type Runtime } from '../cluster/runtime.ts'
import { sandboxAddress } from '../cluster/sandbox.ts'
import { batch } from '../components/karpenter.ts'
import { PollTimeout } from '../pace/poll.ts'
import { latencyFactor } from '../pace/speed-up-canaries.ts'
import { commandsFor } from '../programs/needed.ts'
import { programOf } from '../programs/programs.ts'
import { isNoticed } from '../recording/notice.ts'
import { startRecorder, type Recorder } from '../recording/recorder.ts'
import type { Recording, TimelineEvent } from '../recording/recording.ts'
import { recordScaling } from '../recording/scaling-recorder.ts'
import { joined } from '../recording/words.ts'
import { startControlPlane } from './control-plane.ts'
import { endingOf, type Ending } from './ending.ts'
import { playedEstate, type PlayedEstateOptions } from './played-estate.ts'
import type { Sabotage, Scenario } from './scenario.ts'
import { NoneFits } from './staged-app.ts'
import { standInsOf } from './stand-ins.ts'
import { openContext } from './test-context.ts'

interface RehearseOptions extends PlayedEstateOptions {
  readonly sabotage?: Sabotage | undefined
  readonly quick?: boolean
  readonly isolated: boolean
  /** Seconds. */
  readonly within: number
  readonly say: (happening: TimelineEvent) => void
  readonly setUp: (text: string, seconds: number) => void
  readonly stop?: AbortSignal | undefined
  readonly keep?: ((kubeconfig: string) => Promise<void>) | undefined
}

type Reached = Pick<Recording, 'scenario' | 'cluster' | 'startedAt' | 'setUpSeconds' | 'standIns' | 'shortened'>

/** Runs the scenario until its end, and tells what went wrong as assertions. @throws NoneFits */
async function play(
  run: () => Promise<void>,
  ending: Ending,
  processes: Pick<Runtime, 'fallen'>,
  { assert }: Pick<Recorder, 'assert'>,
): Promise<void> {
  try {
    await Promise.race([run(), ending.early])
  } catch (error) {
    if (error instanceof NoneFits) throw error
    if (!ending.isNoticed()) {
      const causes = error instanceof PollTimeout ? error.found.causes : []
      const why = { text: ending.whileRunning(error as Error), causes }
      assert('it could be played to its end', false, joined([why, ...processes.fallen()], '\n'))
    }
  }
  for (const text of processes.fallen()) assert('what was started went on running', false, text)
}

function recordingOf(recorder: Recorder, { needs, description }: Scenario, reached: Reached): Recording {
  const { scenario, cluster, startedAt, setUpSeconds, standIns, shortened } = reached
  const { claims, commits, events } = recorder
  return {
    scenario,
    proves: description,
    cluster,
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
    shortened,
    ...(needs.includes('karpenter') ? { nodes: recorder.nodes() } : {}),
    programs: needs.map((name) => ({ name, version: programOf(name).version })),
  }
}

/** Plays one scenario on its own control plane. Throws only when something cannot be started. */
export async function rehearse(options: RehearseOptions): Promise<Recording> {
  const { sabotage, folder, isolated, say, setUp } = options
  const scenario = options.quick === true ? { ...options.scenario, ...options.scenario.quick } : options.scenario
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 100) / 10
  const played = await playedEstate({ ...options, scenario })
  const { fleet, cluster, estate, files, all, apps, kinds, traffic } = played
  const programs = scenario.needs
  const processes = runtime(folder, commandsFor(programs))
  const ending = endingOf(processes, options.within, options.stop)
  const readyAfter = scenario.readyAfter ?? 0
  const charts = scenario.charts === true ? await openChartRepository(folder, addons(cluster, fleet)) : undefined
  const standIns = [...standInsOf({ programs, readyAfter, traffic, charts, bare: scenario.bare })]
  const shortened = new Set<string>()
  if (programs.includes('karpenter'))
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
  const plane = await Promise.race([starting, ending.early]).catch(async (error: unknown) => {
    if (!ending.signal.aborted) throw error
    await processes.stopAll()
    throw new Error(ending.beforeStart(), { cause: error })
  })
  ending.up()
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
    plane.api.controllers,
    new Set([...kinds].map((kind) => kind.split('/')[1] ?? '')),
    programs,
    (one) => standIns.push(one),
  )
  const assert: Recorder['assert'] = (...assertion) => {
    recorder.assert(...assertion)
    const last = recorder.claims.at(-1)
    if (last !== undefined && sabotage !== undefined && isNoticed(last, sabotage)) ending.notice()
  }
  try {
    const { test, end } = openContext({
      plane,
      cluster,
      estate,
      recorder: { ...recorder, assert },
      apps,
      signal: ending.signal,
      sabotage: sabotage?.change ?? ((same) => same),
      shortened: (says) => says.forEach((text) => shortened.add(text)),
      hold: scenario.hold,
      scales: scenario.scales === true,
      latencyFactor: (app) => (scenario.traffic === true ? (scenario.latencyFactor?.(app) ?? latencyFactor) : 1),
    })
    await play(() => scenario.run(test).finally(end), ending, processes, recorder)
    recorder.record('note', 'the end')
    await options.keep?.(plane.api.kubeconfigs.people)
  } finally {
    recorder.stop()
    unstand()
    // Namespaces end all processes at once.
    if (!isolated) await plane.stop().catch(() => processes.stopAll())
  }
  return recordingOf(recorder, scenario, {
    scenario: sabotage === undefined ? scenario.name : `${scenario.name}/${sabotage.name}`,
    cluster: scenario.where === 'every' ? fleet.clusters.map(({ name }) => name).join(', ') : cluster.name,
    startedAt,
    setUpSeconds,
    standIns,
    shortened: [...shortened],
  })
}
