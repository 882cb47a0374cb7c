import type { Live } from '../../cluster/kube.ts'
import { hasNoPlace, poolOf } from '../../pods/pod-place.ts'
import type { Scenario } from '../../stage/scenario.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { karpenterWords } from './karpenter-words.ts'
import { nodesInWords } from '../lifecycle/node-watch.ts'
import { watchPods, type PodWatch } from '../shared/pod-watch.ts'
import { isReady } from '../shared/pods.ts'
import { nameOf, replicasOf, requestScaled, type ScaledApp } from './scale-apps.ts'
import { deployedAtLeast } from './scale-least.ts'
import { scaleFaultBreaks } from './scale-fault-sabotages.ts'
import { conditionsOf, scalerWords, type Condition } from './scaler-words.ts'

const condition = (live: Live | undefined, type: string): Condition | undefined =>
  conditionsOf(live).find((each) => each.type === type)
const inWords = ({ reason = '', message = '' }: Condition) => `${reason}: ${message}`

const hpaRef = (app: ScaledApp, name = app.name) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  namespace: app.team,
  name,
})
const scaledRef = ({ team, name }: ScaledApp) => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  namespace: team,
  name,
})
const readyOf = (watch: PodWatch, app: ScaledApp) => watch.of(app).filter(isReady).length

/** Somebody says `kubectl autoscale` of an app that has a scaler. */
async function secondScaler(test: TestContext, app: ScaledApp): Promise<void> {
  const name = `${app.name}-by-hand`
  test.manualAction(`another HPA for ${nameOf(app)}`, app)
  const scaleTargetRef = ((await test.kube.get(hpaRef(app)))?.spec as { scaleTargetRef: unknown }).scaleTargetRef
  await test.kube.create({
    ...hpaRef(app, name),
    metadata: { namespace: app.team, name },
    // Between the bounds of both, or each would only pull the pods to its own bounds and never look at the other.
    spec: {
      scaleTargetRef,
      minReplicas: app.min,
      maxReplicas: app.max,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      ],
    },
  })
  await test.assertSoon(
    'two scalers of one app: neither counts its pods any more, and both say why',
    async () => {
      const said = await Promise.all(
        [app.name, name].map(async (each) => conditionsOf(await test.kube.get(hpaRef(app, each)))),
      )
      const clear = said.every((each) =>
        each.some(({ status, reason }) => status === 'False' && reason === 'AmbiguousSelector'),
      )
      return `${clear ? '' : 'not yet: '}${said
        .map(
          (each) =>
            each
              .filter(({ status }) => status === 'False')
              .map(inWords)
              .join(', ') || `${each.length} conditions, all well`,
        )
        .join(' | ')}`
    },
    60,
  )
  await test.kube.delete(hpaRef(app, name))
  await test.assertSoon(
    'with the second one gone the first counts again',
    async () => {
      const said = condition(await test.kube.get(hpaRef(app)), 'ScalingActive')
      return `${said?.status === 'True' ? '' : 'not yet: '}${said === undefined ? 'nothing' : inWords(said)}`
    },
    60,
  )
}

/** Why no machine is missing. */
function placedWords(watch: PodWatch, app: ScaledApp): string {
  const pods = watch.of(app)
  const [waiting, { containers = [] }] = [
    pods.filter(hasNoPlace).length,
    (pods[0]?.spec ?? {}) as { containers?: readonly { resources?: { requests?: { cpu?: string } } }[] },
  ]
  return waiting > 0
    ? `${waiting} pods wait`
    : `all ${pods.length} of its pods have a place: each asks for ${containers[0]?.resources?.requests?.cpu ?? 'no part'} of cpu`
}

/** Prometheus is gone: KEDA's fallback; and the pools may not grow: pods wait, until somebody gives them more. */
async function sourceGone(test: TestContext, watch: PodWatch, app: ScaledApp): Promise<boolean> {
  const scaled = await test.kube.get(scaledRef(app))
  const { fallback } = (scaled?.spec ?? {}) as { fallback?: { replicas: number } }
  const pools = await test.kube.list({ apiVersion: 'karpenter.sh/v1', kind: 'NodePool' })
  const poolRef = (name: string) => ({ apiVersion: 'karpenter.sh/v1', kind: 'NodePool', name })
  const used = new Set(watch.nodes().map(poolOf))
  test.manualAction(`the pools may not grow any more: limits are what ${nodesInWords(watch.nodes())} have`)
  for (const {
    metadata: { name },
    status,
  } of pools) {
    const { resources = {} } = (status ?? {}) as { resources?: Readonly<Record<string, string>> }
    await test.kube.patch(poolRef(name), {
      spec: { limits: { cpu: used.has(name) ? (resources['cpu'] ?? '1') : '1' } },
    })
  }
  test.manualAction('Prometheus is gone')
  test.prometheusGone(true)
  const fell = await test.assertSoon(
    `without its source ${nameOf(app)} falls back on ${fallback?.replicas ?? 'nothing'} pods, and says so`,
    async () => {
      if (fallback === undefined)
        return `never: the ScaledObject has no fallback: it stays at ${readyOf(watch, app)} pods whatever comes; ${await scalerWords(test, app)}`
      const said = condition(await test.kube.get(scaledRef(app)), 'Fallback')
      const wants = replicasOf(await test.rollout(app))
      const there = said?.status === 'True' && wants === fallback.replicas
      return `${there ? '' : 'not yet: '}replicas ${wants}; ${said === undefined ? 'no condition' : inWords(said)}; ${await scalerWords(test, app)}`
    },
    60,
  )
  if (!fell) return false
  await test.assertSoon(
    'pods that the pools have no room for wait, and Karpenter says that it is the limit',
    async () => {
      const why = await karpenterWords(test, watch, app)
      return /limit/i.test(why)
        ? why
        : `not yet: ${why === '' ? placedWords(watch, app) : why}; ${nodesInWords(watch.nodes())}`
    },
    60,
  )
  test.manualAction('the limits of the fleet again')
  for (const {
    metadata: { name },
    spec,
  } of pools)
    await test.kube.patch(poolRef(name), { spec: { limits: (spec as { limits?: unknown }).limits ?? null } })
  await test.assertSoon(
    'with more room all of them run',
    () => {
      const [ready, all] = [readyOf(watch, app), watch.of(app).length]
      return Promise.resolve(
        `${ready === fallback?.replicas ? '' : 'not yet: '}${ready} of ${all} pods ready; ${nodesInWords(watch.nodes())}`,
      )
    },
    90,
  )
  test.manualAction('Prometheus is back')
  test.prometheusGone(false)
  return test.assertSoon(
    'with its source back it counts again, and needs fewer',
    async () => {
      const said = condition(await test.kube.get(scaledRef(app)), 'Fallback')
      const wants = replicasOf(await test.rollout(app))
      // KEDA 2.21.0 may leave its condition as it was (docs/field-notes.md K4): what it wants is what counts.
      return `${wants < (fallback?.replicas ?? 0) ? '' : 'not yet: '}replicas ${wants}; KEDA's condition Fallback is ${said?.status ?? 'unknown'}`
    },
    60,
  )
}

/** A release asks for more than any machine of the pools has. */
async function tooLarge(test: TestContext, watch: PodWatch, app: ScaledApp): Promise<void> {
  const before = test.tree(test.estate.files(), [app])
  const large = new Map(before)
  const file = `${app.folder}/rollout-${app.name}.yaml`
  large.set(file, (large.get(file) ?? '').replace(/(requests:\n\s+cpu: )\S+/, '$1"30"'))
  await test.commit(`${app.name} asks for 30 processors`, large)
  await test.assertSoon(
    'a pod that no machine of the pools can hold waits, and Karpenter says what was too much',
    async () => {
      const why = await karpenterWords(test, watch, app)
      return /no instance type/i.test(why) ? why : `not yet: ${why === '' ? 'no pod waits' : why}`
    },
    90,
  )
  const rollout = await test.rollout(app)
  const serving = rollout?.status as { stableRS?: string } | undefined
  const { strategy } = (rollout?.spec ?? {}) as { strategy?: { canary?: { maxUnavailable?: number | string } } }
  const old = watch
    .of(app)
    .filter((pod) => isReady(pod) && pod.metadata.labels?.['rollouts-pod-template-hash'] === serving?.stableRS).length
  test.assert(
    'the version before serves on meanwhile',
    old >= app.min,
    `${old} of its pods ready, and its least is ${app.min}${old >= app.min ? '' : `; a release may take away ${strategy?.canary?.maxUnavailable ?? '25%'} at once`}`,
  )
  await test.revert(`revert: ${app.name} asks for 30 processors`)
  await test.assertSoon(
    'a revert ends it',
    async () => {
      const { phase = '' } = ((await test.rollout(app))?.status ?? {}) as { phase?: string }
      const waiting = watch.of(app).filter(hasNoPlace).length
      return `${phase === 'Healthy' && waiting === 0 ? '' : 'not yet: '}Rollout ${phase}, ${waiting} pods without a place`
    },
    90,
  )
}

export const scaleFaults: Scenario = {
  name: 'scale-faults',
  description:
    'Two scalers of one app, a lost source of numbers, a pool at its limit, a pod too large for every machine: each ends in a state that says what it is.',
  where: 'last',
  onlyNamed: true,
  scales: true,
  within: 500,
  run: async (test) => {
    const app = requestScaled(test)
    const watch = watchPods(test)
    try {
      if (!(await deployedAtLeast(test, watch, app))) return
      await secondScaler(test, app)
      if (await sourceGone(test, watch, app)) await tooLarge(test, watch, app)
    } finally {
      watch.stop()
    }
  },
  sabotages: scaleFaultBreaks,
}
