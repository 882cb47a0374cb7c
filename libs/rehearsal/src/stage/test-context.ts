import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from '@slipway/fleet'
import type { Files } from '@slipway/tree'
import type { Kube, Live } from '../cluster/kube.ts'
import { applicationRef, kinds, refTo } from '../cluster/live.ts'
import { local } from '../cluster/runtime.ts'
import { objectsIn } from '../cluster/objects-in.ts'
import type { Alerting, ScrapeJob } from '../components/prometheus.ts'
import type { Registry } from '../components/registry.ts'
import { NeverSeen, PollTimeout, pending, poll, seen, type Look } from '../pace/poll.ts'
import { speedUpCanaries, type SpedUp } from '../pace/speed-up-canaries.ts'
import { speedUpScalers } from '../pace/speed-up-scalers.ts'
import type { Recorder } from '../recording/recorder.ts'
import type { AppTrack, AssertionCode } from '../recording/recording.ts'
import { cause, say, type Said } from '../recording/words.ts'
import type { QueueSource } from '../traffic/queue-source.ts'
import type { RequestSource } from '../traffic/request-source.ts'
import { describeApp, statusOf } from './application.ts'
import type { ControlPlane } from './control-plane.ts'
import type { Estate } from './estate.ts'
import { NoneFits, nameOf, type StagedApp } from './staged-app.ts'
import { notifyArgoCd } from './webhook.ts'

/** What a scenario works with. Parts that its programs do not provide throw. */
export interface TestContext {
  readonly kube: Kube
  readonly cluster: Cluster
  readonly estate: Estate
  readonly recorder: Recorder
  /** Requests that Prometheus sees. */
  readonly requests: RequestSource
  ask(query: string): Promise<number | undefined>
  /** Where Prometheus answers. @throws without Prometheus */
  prometheusUrl(): string
  /** Where controllers and exporters serve their metrics, by the monitor that finds them in a cluster. */
  readonly metrics: ReadonlyMap<string, number>
  /** Has Prometheus scrape more. @throws without Prometheus */
  scrape(jobs: readonly ScrapeJob[]): Promise<void>
  /** Has Prometheus evaluate rules and tell an Alertmanager. @throws without Prometheus, or in its words */
  alert(alerting: Alerting): Promise<void>
  /** Has Prometheus run by this configuration alone. @throws without Prometheus, or in its words */
  configurePrometheus(config: object): Promise<void>
  /** Ends Prometheus for good. @throws without Prometheus */
  stopPrometheus(): Promise<void>
  /** Disconnects or connects Prometheus. */
  prometheusGone(gone: boolean): void
  readonly queue: QueueSource
  readonly machines: NonNullable<ControlPlane['machines']>
  readonly registry: Registry
  readonly traffic: NonNullable<ControlPlane['traffic']>
  readonly mesh: NonNullable<ControlPlane['mesh']>
  readonly charts: NonNullable<ControlPlane['charts']>
  /** Makes the nodes of the pools, as the scaler of the cluster would. */
  addPools(): Promise<void>
  readonly network: NonNullable<ControlPlane['network']>
  readonly eck: NonNullable<ControlPlane['eck']>
  readonly operator: NonNullable<ControlPlane['operator']>
  readonly signal: AbortSignal
  /** Seconds between two looks of Argo CD at git. */
  readonly resync: number
  readonly apps: readonly StagedApp[]
  /** @throws NoneFits */
  canaries(): readonly [StagedApp, ...StagedApp[]]
  /** Applies the sabotage; `commit` does so itself. */
  sabotaged(files: Files): Files
  /** Only these apps and their teams' folders, sped up. */
  tree(files: Files, apps: readonly StagedApp[]): Files
  /** Speeds autoscalers up; `tree` does so itself. */
  speedUp(files: Files): Files
  /** Commits, pushes, and notifies Argo CD as a webhook does. */
  commit(subject: string, files: Files): Promise<void>
  revert(subject: string): Promise<void>
  /** Applies the teams' projects and ApplicationSets. */
  install(apps: readonly StagedApp[]): Promise<void>
  application(app: StagedApp): Promise<Live | undefined>
  rollout(app: StagedApp): Promise<Live | undefined>
  track(app: StagedApp): AppTrack | undefined
  /** @throws PollTimeout with the state in Argo CD's and Rollouts' words */
  reach(
    app: StagedApp,
    state: { readonly sync?: string; readonly health?: string; readonly within?: number },
  ): Promise<void>
  readonly assert: Recorder['assert']
  /** Asserts that it is seen in time. @returns whether it was */
  assertSoon(
    says: string,
    look: () => Promise<Look<Said>> | Look<Said>,
    within?: number,
    code?: AssertionCode,
  ): Promise<boolean>
  note(text: string, app?: StagedApp): void
  /** Something that a person or a cloud does. */
  manualAction(text: string, app?: StagedApp): void
  /** Seconds. */
  pause(seconds: number): Promise<void>
  /** Waits until it is seen. @throws PollTimeout, NeverSeen */
  until<T>(what: string, look: () => Promise<Look<T>> | Look<T>, within?: number): Promise<T>
  /** Called when the scenario's run is over, however it ends. */
  onEnd(stop: () => unknown): void
}

export interface ContextOptions {
  readonly plane: ControlPlane
  readonly cluster: Cluster
  readonly estate: Estate
  readonly recorder: Recorder
  readonly apps: readonly StagedApp[]
  readonly signal: AbortSignal
  readonly sabotage: (files: Files) => Files
  readonly shortened: (says: readonly string[]) => void
  /** Seconds of the longest hold. */
  readonly hold?: number | undefined
  readonly latencyFactor?: (app: string) => number
  readonly scales?: boolean
}

function orThrow<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw new Error(`this scenario has no ${what}`)
  return part
}

export function openContext({
  plane,
  cluster,
  estate,
  recorder,
  apps,
  signal,
  sabotage,
  shortened,
  hold,
  latencyFactor,
  scales = false,
}: ContextOptions): { readonly test: TestContext; end(): Promise<unknown> } {
  const { kube, repository } = plane
  const stops: (() => unknown)[] = []
  let committed: Files = new Map()

  const announce = async (subject: string, push: { sha: string; changed: number }, after: Files) => {
    const before = committed
    committed = after
    recorder.committed({ sha: push.sha, subject, files: push.changed })
    await notifyArgoCd(kube, before, after)
  }
  const until: TestContext['until'] = (what, look, within = 60) => poll(look, { what, within, signal })
  const application = (app: StagedApp) => kube.get(applicationRef(app.application))
  const rollout = (app: StagedApp) => kube.get(refTo(kinds.rollout, app))

  const told = ({ files, says }: SpedUp) => {
    shortened(says)
    return files
  }
  const speedUp = (files: Files) => told(speedUpScalers(files))

  const test: TestContext = {
    speedUp,
    kube,
    cluster,
    estate,
    recorder,
    signal,
    apps,
    sabotaged: sabotage,
    resync: plane.resync,
    metrics: plane.metrics,
    get requests() {
      return orThrow(plane.prometheus, 'Prometheus').source
    },
    prometheusUrl: () => `http://${local(orThrow(plane.prometheus, 'Prometheus').port)}`,
    ask: (query) => orThrow(plane.prometheus, 'Prometheus').ask(query),
    scrape: (jobs) => orThrow(plane.prometheus, 'Prometheus').scrape(jobs),
    alert: (alerting) => orThrow(plane.prometheus, 'Prometheus').alert(alerting),
    configurePrometheus: (config) => orThrow(plane.prometheus, 'Prometheus').runBy(config),
    stopPrometheus: () => orThrow(plane.prometheus, 'Prometheus').stop(),
    prometheusGone: plane.prometheusGone,
    get queue() {
      return orThrow(plane.queue, 'KEDA')
    },
    get machines() {
      return orThrow(plane.machines, 'Karpenter')
    },
    get traffic() {
      return orThrow(plane.traffic, 'real traffic')
    },
    get mesh() {
      return orThrow(plane.mesh, 'Envoy')
    },
    get charts() {
      return orThrow(plane.charts, 'charts')
    },
    addPools: plane.addPools,
    get network() {
      return orThrow(plane.network, 'packet filter')
    },
    get eck() {
      return orThrow(plane.eck, "Elastic's operator")
    },
    get operator() {
      return orThrow(plane.operator, 'Prometheus operator')
    },
    get registry() {
      return orThrow(plane.registry, 'registry')
    },
    canaries: () => {
      const files = estate.files()
      const [first, ...rest] = apps.filter(({ folder, name }) => files.has(`${folder}/rollout-${name}.yaml`))
      if (first === undefined)
        throw new NoneFits(
          `none of these apps has a canary in ${cluster.name}: ${apps.map(({ name }) => name).join(', ')}`,
        )
      return [first, ...rest]
    },
    tree: (files, wanted) => {
      const teams = new Set(wanted.map(({ team }) => team))
      const kept = [
        ...wanted.map(({ folder }) => `${folder}/`),
        ...[...teams].map((team) => `clusters/${cluster.name}/${team}/namespace/`),
      ]
      const own = new Map([...files].filter(([file]) => kept.some((folder) => file.startsWith(folder))))
      const paced = told(speedUpCanaries(own, { longestHold: hold, latencyFactor }))
      return scales ? speedUp(paced) : paced
    },
    commit: async (subject, files) => {
      // A sabotage may concern Argo CD's own objects, which no commit contains.
      const own = [...estate.files()].filter(([file]) => file.startsWith('argocd/') && !files.has(file))
      const after = new Map(sabotage(new Map([...own, ...files])))
      for (const [file] of own) after.delete(file)
      await announce(subject, await repository.commit(subject, after), after)
    },
    revert: async (subject) => {
      const { files, ...push } = await repository.revert(subject)
      await announce(subject, push, files)
    },
    install: async (wanted) => {
      const files = sabotage(estate.files())
      for (const team of new Set(wanted.map((app) => app.team))) {
        for (const kind of ['appproject', 'applicationset']) {
          const text = files.get(`argocd/${cluster.name}/${kind}-${team}.yaml`)
          for (const object of text === undefined ? [] : objectsIn(text))
            await kube.apply(object, { manager: 'argocd-controller' })
        }
      }
    },
    application,
    rollout,
    track: (app) => recorder.apps().find(({ name }) => name === nameOf(app)),
    reach: async (app, { sync, health, within = 60 }) => {
      const what = `${nameOf(app)} to be ${[sync, health].filter((part) => part !== undefined).join(' and ')}`
      const look = async () => {
        const found = await application(app)
        const is = statusOf(found)
        const there =
          is.sync !== undefined &&
          (sync === undefined || sync === is.sync.status) &&
          (health === undefined || health === is.health?.status)
        return there ? seen(undefined) : pending(describeApp(found, await rollout(app)))
      }
      await until(what, look, within)
    },
    assert: recorder.assert,
    assertSoon: async (says, look, within = 60, code) => {
      try {
        recorder.assert(says, true, await until(says, look, within), code)
        return true
      } catch (error) {
        if (!(error instanceof NeverSeen || error instanceof PollTimeout)) throw error
        const late = error instanceof PollTimeout
        const last = error.found.text === '' ? 'nothing' : error.found
        recorder.assert(
          says,
          false,
          late ? say`${cause('not-in-time', { seconds: within })}; last seen: ${last}` : last,
          code,
        )
        return false
      }
    },
    note: (text, app) => recorder.record('note', text, app && nameOf(app)),
    manualAction: (text, app) => recorder.record('hand', text, app && nameOf(app)),
    // The signal's own reason, which says more than the timer's AbortError.
    pause: (seconds) =>
      sleep(seconds * 1000, undefined, { signal }).catch(() => {
        throw signal.reason as Error
      }),
    until,
    onEnd: (stop) => void stops.push(stop),
  }
  return { test, end: () => Promise.all(stops.map((stop) => stop())) }
}
