import {
  canaryOf,
  cause,
  conditionOf,
  conditionsOf,
  fileOf,
  hashOf,
  hasNoPlace,
  isReady,
  kinds,
  nameOf,
  never,
  pending,
  poolOf,
  refTo,
  replicasOf,
  say,
  seen,
  seenIf,
  tells,
  watchPods,
  type PodWatch,
  type Said,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import { requestScaled, scalingScenario, type ScaledApp } from './scale-apps.ts'
import { nodesInWords } from '../lifecycle/node-watch.ts'
import { karpenterWords } from './karpenter-words.ts'
import { cpuHpa, scaleFaultBreaks } from './scale-fault-sabotages.ts'
import { deployedAtLeast } from './scale-least.ts'
import { conditionWords, scalerWords } from './scaler-words.ts'

const hpaRef = ({ team, name: own }: ScaledApp, name = own) => refTo(kinds.hpa, { team, name })
const scaledRef = (app: ScaledApp) => refTo(kinds.scaledObject, app)

/** `kubectl autoscale` of an app that has a scaler. */
async function secondScaler(test: TestContext, app: ScaledApp): Promise<void> {
  const name = `${app.name}-by-hand`
  test.manualAction(`another HPA for ${nameOf(app)}`, app)
  const scaleTargetRef = (await test.kube.get(hpaRef(app)))?.spec?.scaleTargetRef
  // Between the bounds of both: beyond them, an HPA never reads metrics.
  await test.kube.create(cpuHpa({ namespace: app.team, name }, scaleTargetRef, app.min, app.max))
  await test.assertSoon(
    'two scalers of one app: neither counts its pods any more, and both say why',
    async () => {
      const said = await Promise.all(
        [app.name, name].map(async (each) => conditionsOf(await test.kube.get(hpaRef(app, each)))),
      )
      const clear = said.every((each) =>
        each.some(({ status, reason }) => status === 'False' && reason === 'AmbiguousSelector'),
      )
      return seenIf(
        clear,
        said
          .map(
            (each) =>
              each
                .filter(({ status }) => status === 'False')
                .map((each) => conditionWords(each).text)
                .join(', ') || `${each.length} conditions, all well`,
          )
          .join(' | '),
      )
    },
    60,
  )
  await test.kube.delete(hpaRef(app, name))
  await test.assertSoon(
    'with the second one gone the first counts again',
    async () => {
      const said = conditionOf(await test.kube.get(hpaRef(app)), 'ScalingActive')
      return seenIf(said?.status === 'True', said === undefined ? 'nothing' : conditionWords(said))
    },
    60,
  )
}

function placedWords(watch: PodWatch, app: ScaledApp): Said {
  const pods = watch.of(app)
  const waiting = pods.filter(hasNoPlace).length
  const { cpu = 'no part' } = pods[0]?.spec?.containers?.[0]?.resources?.requests ?? {}
  return waiting > 0 ? `${waiting} pods wait` : cause('all-placed', { pods: pods.length, cpu })
}

/** KEDA falls back; the pools are at their limit, so pods wait. */
async function sourceGone(test: TestContext, watch: PodWatch, app: ScaledApp): Promise<boolean> {
  const scaled = await test.kube.get(scaledRef(app))
  const { fallback } = scaled?.spec ?? {}
  const pools = await test.kube.list(kinds.nodePool)
  const poolRef = (name: string) => ({ ...kinds.nodePool, name })
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
        return never(say`${cause('no-fallback', { pods: watch.ready(app) })}; ${await scalerWords(test, app)}`)
      const said = conditionOf(await test.kube.get(scaledRef(app)), 'Fallback')
      const wants = replicasOf(await test.rollout(app))
      const there = said?.status === 'True' && wants === fallback.replicas
      return seenIf(
        there,
        say`replicas ${wants}; ${said === undefined ? 'no condition' : conditionWords(said)}; ${await scalerWords(test, app)}`,
      )
    },
    60,
  )
  if (!fell) return false
  await test.assertSoon(
    'pods that the pools have no room for wait, and Karpenter says that it is the limit',
    async () => {
      const why = await karpenterWords(test, watch, app)
      const found = why.text === '' ? placedWords(watch, app) : why
      return tells(why, 'pool-at-limit') ? seen(why) : pending(say`${found}; ${nodesInWords(watch.nodes())}`)
    },
    60,
  )
  test.manualAction('the limits of the fleet again')
  for (const {
    metadata: { name },
    spec,
  } of pools)
    await test.kube.patch(poolRef(name), { spec: { limits: spec?.limits ?? null } })
  await test.assertSoon(
    'with more room all of them run',
    () => {
      const [ready, all] = [watch.ready(app), watch.of(app).length]
      return seenIf(ready === fallback?.replicas, say`${ready} of ${all} pods ready; ${nodesInWords(watch.nodes())}`)
    },
    90,
  )
  test.manualAction('Prometheus is back')
  test.prometheusGone(false)
  return test.assertSoon(
    'with its source back it counts again, and needs fewer',
    async () => {
      const said = conditionOf(await test.kube.get(scaledRef(app)), 'Fallback')
      const wants = replicasOf(await test.rollout(app))
      // KEDA 2.21.0 may keep its condition (docs/field-notes.md K4).
      return seenIf(
        wants < (fallback?.replicas ?? 0),
        say`replicas ${wants}; KEDA's condition Fallback is ${said?.status ?? 'unknown'}`,
      )
    },
    60,
  )
}

async function tooLarge(test: TestContext, watch: PodWatch, app: ScaledApp): Promise<void> {
  const before = test.tree(test.estate.files(), [app])
  const large = new Map(before)
  const file = fileOf(app, 'rollout')
  large.set(file, (large.get(file) ?? '').replace(/(requests:\n\s+cpu: )\S+/, '$1"30"'))
  await test.commit(`${app.name} asks for 30 processors`, large)
  await test.assertSoon(
    'a pod that no machine of the pools can hold waits, and Karpenter says what was too much',
    async () => {
      const why = await karpenterWords(test, watch, app)
      return tells(why, 'no-instance-type') ? seen(why) : pending(why.text === '' ? 'no pod waits' : why)
    },
    90,
  )
  const rollout = await test.rollout(app)
  const serving = rollout?.status?.stableRS
  const old = watch.of(app).filter((pod) => isReady(pod) && hashOf(pod) === serving).length
  const share = canaryOf(rollout).maxUnavailable ?? '25%'
  const found = `${old} of its pods ready, and its least is ${app.min}`
  test.assert(
    'the version before serves on meanwhile',
    old >= app.min,
    [found, say`${found}; ${cause('release-takes-away', { share: String(share), ready: old })}`],
    'old-version-serves',
  )
  await test.revert(`revert: ${app.name} asks for 30 processors`)
  await test.assertSoon(
    'a revert ends it',
    async () => {
      const { phase = '' } = (await test.rollout(app))?.status ?? {}
      const waiting = watch.of(app).filter(hasNoPlace).length
      return seenIf(phase === 'Healthy' && waiting === 0, say`Rollout ${phase}, ${waiting} pods without a place`)
    },
    90,
  )
}

export const scaleFaults: Scenario = {
  name: 'scale-faults',
  ...scalingScenario,
  description:
    'Two scalers of one app, a lost source of numbers, a pool at its limit, a pod too large for every machine: each ends in a state that says what it is.',
  within: 500,
  run: async (test) => {
    const app = requestScaled(test)
    const watch = watchPods(test)
    if (!(await deployedAtLeast(test, watch, app))) return
    await secondScaler(test, app)
    if (await sourceGone(test, watch, app)) await tooLarge(test, watch, app)
  },
  sabotages: scaleFaultBreaks,
}
