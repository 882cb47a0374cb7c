import type { Cluster } from '@slipway/fleet'
import type { Recorder } from '../recording/recorder.ts'
import type { AppTrack } from '../recording/recording.ts'
import { commitsTo, type CommitOptions, type Commits } from './commits.ts'
import type { ControlPlane } from './control-plane.ts'
import type { Estate } from './estate.ts'
import { providedBy, type Provided } from './provided.ts'
import { NoneFits, fileOf, nameOf, namesOf, type StagedApp } from './staged-app.ts'
import { waitsOn, type Waits } from './waits.ts'

export interface TestContext
  extends Provided,
    Commits,
    Waits,
    Pick<ControlPlane, 'kube' | 'runtime' | 'api' | 'address' | 'metrics' | 'addPools' | 'resync' | 'prometheusGone'> {
  readonly cluster: Cluster
  readonly estate: Estate
  readonly recorder: Recorder
  readonly signal: AbortSignal
  readonly apps: readonly StagedApp[]
  /** @throws NoneFits */
  canaries(): readonly [StagedApp, ...StagedApp[]]
  track(app: StagedApp): AppTrack | undefined
  readonly assert: Recorder['assert']
  note(text: string, app?: StagedApp): void
  /** Something that a person or a cloud does. */
  manualAction(text: string, app?: StagedApp): void
  /** Called when the scenario's run is over, however it ends. */
  onEnd(stop: () => unknown): void
}

interface ContextOptions extends CommitOptions {
  readonly plane: ControlPlane
  readonly cluster: Cluster
  readonly estate: Estate
  readonly recorder: Recorder
  readonly apps: readonly StagedApp[]
  readonly signal: AbortSignal
}

export function openContext(options: ContextOptions): { readonly test: TestContext; end(): Promise<unknown> } {
  const { plane, cluster, estate, recorder, apps, signal } = options
  const { kube, runtime, api, address, metrics, addPools, resync, prometheusGone } = plane
  const stops: (() => unknown)[] = []
  const canaries: TestContext['canaries'] = () => {
    const files = estate.files()
    const [first, ...rest] = apps.filter((app) => files.has(fileOf(app, 'rollout')))
    if (first === undefined) throw new NoneFits(`none of these apps has a canary in ${cluster.name}: ${namesOf(apps)}`)
    return [first, ...rest]
  }
  // Assigned to what is provided, whose getters must not be asked yet.
  const test: TestContext = Object.assign(
    providedBy(plane),
    { kube, runtime, api, address, metrics, addPools, resync, prometheusGone },
    { cluster, estate, recorder, apps, signal, canaries },
    commitsTo(options),
    waitsOn(kube, recorder, signal),
    {
      assert: recorder.assert,
      track: (app: StagedApp) => recorder.apps().find(({ name }) => name === nameOf(app)),
      note: (text: string, app?: StagedApp) => recorder.record('note', text, app && nameOf(app)),
      manualAction: (text: string, app?: StagedApp) => recorder.record('hand', text, app && nameOf(app)),
      onEnd: (stop: () => unknown) => void stops.push(stop),
    },
  )
  return { test, end: () => Promise.all(stops.map((stop) => stop())) }
}
