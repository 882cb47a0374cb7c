import type { Cluster } from '@slipway/fleet'
import type { Files } from '@slipway/tree'
import type { Kube, Live } from '../cluster/kube.ts'
import { applicationRef, kinds, refTo } from '../cluster/live.ts'
import { objectsIn } from '../cluster/objects-in.ts'
import type { Registry } from '../components/registry.ts'
import { NeverSeen, PollTimeout, pending, poll, seen, type Look } from '../pace/poll.ts'
import { speedUpCanaries } from '../pace/speed-up-canaries.ts'
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
import { refreshedBy } from './webhook.ts'

/** What a scenario has in its hands. */
export interface TestContext {
  readonly kube: Kube
  readonly cluster: Cluster
  readonly estate: Estate
  readonly recorder: Recorder
  /** The requests that Prometheus sees. @throws in a scenario without Prometheus */
  readonly requests: RequestSource
  /** What Prometheus answers a query that gives one number; nothing when it has none. @throws in a scenario without Prometheus */
  ask(query: string): Promise<number | undefined>
  /** From now on nothing answers under Prometheus' names, or Prometheus again. */
  prometheusGone(gone: boolean): void
  /** How long queues are, as SQS would say. @throws in a scenario without KEDA */
  readonly queue: QueueSource
  /** Which machines Karpenter can have. @throws in a scenario without it */
  readonly machines: NonNullable<ControlPlane['machines']>
  /** The estate's own registry, under its own name. @throws in a scenario without one */
  readonly registry: Registry
  /** The front door and the pods behind it. @throws in a scenario without real traffic */
  readonly traffic: NonNullable<ControlPlane['traffic']>
  /** What it takes to put proxies beside pods. @throws in a scenario without Envoy */
  readonly mesh: NonNullable<ControlPlane['mesh']>
  readonly signal: AbortSignal
  /** Seconds after which Argo CD looks at git again without being told. */
  readonly resync: number
  /** The apps that were asked for; without wishes all of the cluster. */
  readonly apps: readonly StagedApp[]
  /** Those of them whose release is a canary. @throws when there is none */
  canaries(): readonly [StagedApp, ...StagedApp[]]
  /** Files as they are played: broken, when something is broken on purpose. `commit` does it by itself. */
  sabotaged(files: Files): Files
  /** Narrows a rendered tree to these apps, with their teams' own folders, at a rehearsal's pace. */
  tree(files: Files, apps: readonly StagedApp[]): Files
  /** Autoscalers' files at a rehearsal's pace; the report says by how much. `tree` does it by itself where they run for real. */
  speedUp(files: Files): Files
  /** Commits and pushes, then tells Argo CD, as GitHub's webhook does. */
  commit(subject: string, files: Files): Promise<void>
  revert(subject: string): Promise<void>
  /** Applies the projects and ApplicationSets of these apps' teams, as the root Application would. */
  install(apps: readonly StagedApp[]): Promise<void>
  application(app: StagedApp): Promise<Live | undefined>
  rollout(app: StagedApp): Promise<Live | undefined>
  /** What was recorded of an app so far. */
  track(app: StagedApp): AppTrack | undefined
  /** Waits until an app is what is asked for. @throws TooLate with what it is instead, in Argo CD's and Rollouts' words */
  reach(
    app: StagedApp,
    state: { readonly sync?: string; readonly health?: string; readonly within?: number },
  ): Promise<void>
  readonly assert: Recorder['assert']
  /** Asserts that it is seen in time; a failed assertion says what was seen instead. @returns whether it was seen */
  assertSoon(
    says: string,
    look: () => Promise<Look<Said>> | Look<Said>,
    within?: number,
    code?: AssertionCode,
  ): Promise<boolean>
  note(text: string, app?: StagedApp): void
  /** Something that a person or a cloud does to the cluster. */
  manualAction(text: string, app?: StagedApp): void
  /** Seconds. */
  pause(seconds: number): Promise<void>
}

export interface ContextOptions {
  readonly plane: ControlPlane
  readonly cluster: Cluster
  readonly estate: Estate
  readonly recorder: Recorder
  readonly apps: readonly StagedApp[]
  readonly signal: AbortSignal
  /** Breaks what is committed, to see whether the scenario notices. */
  readonly sabotage: (files: Files) => Files
  readonly shortened: (says: readonly string[]) => void
  /** Seconds that an app's longest hold takes here; the usual number without it. */
  readonly hold?: number | undefined
  /** How many times as slow as its spec says an app may answer here. */
  readonly latencyFactor?: (app: string) => number
  /** Whether autoscalers run for real. */
  readonly scales?: boolean
}

const argo = 'argoproj.io/v1alpha1'

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
}: ContextOptions): TestContext {
  const { kube, repository } = plane
  let committed: Files = new Map()

  // What GitHub's webhook does: ApplicationSets look at the folders again, and Applications whose folder changed at git.
  const webhook = async (before: Files, after: Files) => {
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (file) => before.get(file) !== after.get(file),
    )
    const sets = await kube.list(kinds.applicationSet, { namespace: 'argocd' })
    const applications = await kube.list(kinds.application, { namespace: 'argocd' })
    const poke = (object: Live, annotation: string, value: string) =>
      kube
        .patch(
          { apiVersion: argo, kind: object.kind, namespace: 'argocd', name: object.metadata.name },
          { metadata: { annotations: { [annotation]: value } } },
        )
        .catch(() => undefined)
    await Promise.all([
      ...sets.map((set) => poke(set, 'argocd.argoproj.io/application-set-refresh', 'true')),
      ...applications
        .filter((application) => refreshedBy(application, changed))
        .map((application) => poke(application, 'argocd.argoproj.io/refresh', 'normal')),
    ])
  }
  const announce = async (subject: string, push: { sha: string; changed: number }, after: Files) => {
    const before = committed
    committed = after
    recorder.committed({ sha: push.sha, subject, files: push.changed })
    await webhook(before, after)
  }
  const application = (app: StagedApp) => kube.get(applicationRef(app.application))
  const rollout = (app: StagedApp) => kube.get(refTo(kinds.rollout, app))

  const hurried = (files: Files) => {
    const lapse = speedUpScalers(files)
    shortened(lapse.says)
    return lapse.files
  }

  const test: TestContext = {
    speedUp: hurried,
    kube,
    cluster,
    estate,
    recorder,
    signal,
    apps,
    sabotaged: sabotage,
    resync: plane.resync,
    get requests() {
      return orThrow(plane.prometheus, 'Prometheus').source
    },
    ask: (query) => orThrow(plane.prometheus, 'Prometheus').ask(query),
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
      if (plane.mesh === undefined) throw new Error('this scenario has no Envoy')
      return plane.mesh
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
      const lapse = speedUpCanaries(
        new Map([...files].filter(([file]) => kept.some((folder) => file.startsWith(folder)))),
        {
          longestHold: hold,
          latencyFactor: latencyFactor,
        },
      )
      shortened(lapse.says)
      return scales ? hurried(lapse.files) : lapse.files
    },
    commit: async (subject, files) => {
      // A break may be of Argo CD's own objects, which no commit of a scenario holds.
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
      const what = `${app.team}/${app.name} to be ${[sync, health].filter((part) => part !== undefined).join(' and ')}`
      await poll(
        async () => {
          const found = await application(app)
          const is = statusOf(found)
          const there =
            is.sync !== undefined &&
            (sync === undefined || sync === is.sync.status) &&
            (health === undefined || health === is.health?.status)
          return there ? seen(undefined) : pending(describeApp(found, await rollout(app)))
        },
        { what, within, signal },
      )
    },
    assert: recorder.assert,
    assertSoon: async (says, look, within = 60, code) => {
      try {
        recorder.assert(says, true, await poll(look, { what: says, within, signal }), code)
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
    pause: (seconds) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, seconds * 1000)
        signal.addEventListener(
          'abort',
          () => {
            clearTimeout(timer)
            reject(signal.reason as Error)
          },
          { once: true },
        )
      }),
  }
  return test
}
