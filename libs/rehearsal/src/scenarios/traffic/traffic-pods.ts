import { applyGateway, exposed, sendRequests, trafficScenario, waitUntilServed } from './exposed-app.ts'
import {
  between,
  deployed,
  editing,
  failedWords,
  failures,
  isReady,
  kinds,
  objectsIn,
  pending,
  poll,
  seen,
  tenths,
  watchPods,
  type Answer,
  type Files,
  type Live,
  type Load,
  type PodWatch,
  type Sabotage,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import { mainContainer } from '../../pods/pod-status.ts'
import { addTwin, exposedTwin, withFields } from './traffic-twin.ts'

/** Requests a second. */
const rate = 60
const pods = 5
/** Seconds. */
const illness = 12

const withoutOutlier = editing(/\/destinationrule-/, (text) =>
  text.replace(/^ {4}outlierDetection:\n(?: {6}.*\n)+/m, ''),
)

const hurtBy = ({ answers }: Load, { metadata }: Live, from: number): readonly Answer[] =>
  failures(between(answers, from, Infinity)).filter(({ pod }) => pod === undefined || pod === metadata.name)

/** Its health stays good. */
async function ill(
  test: TestContext,
  load: Load,
  pod: Live,
): Promise<{ readonly hurt: number; readonly asked: number }> {
  const from = test.recorder.at()
  test.traffic.pods.signal(pod.metadata.uid ?? '', 'SIGUSR2')
  await test.pause(illness)
  const hurt = hurtBy(load, pod, from).length
  const asked = between(load.answers, from, Infinity).length
  test.traffic.pods.signal(pod.metadata.uid ?? '', 'SIGUSR2')
  await test.pause(1)
  return { hurt, asked }
}

/** Seconds until a readiness probe notices a hung pod, at most. */
export function worstCase(file: string): number {
  const [workload] = objectsIn(file)
  const { template } = workload?.spec ?? {}
  const {
    periodSeconds = 10,
    failureThreshold = 3,
    timeoutSeconds = 1,
  } = mainContainer({ metadata: {}, ...template } as Live).readinessProbe ?? {}
  return periodSeconds * failureThreshold + timeoutSeconds
}

async function hung(test: TestContext, watch: PodWatch, load: Load, pod: Live, predicted: number): Promise<void> {
  const name = pod.metadata.name
  const from = test.recorder.at()
  const restartsOf = () => {
    const { containerStatuses = [] } =
      watch.all().find(({ metadata }) => metadata.uid === pod.metadata.uid)?.status ?? {}
    return containerStatuses[0]?.restartCount ?? 0
  }
  const current = () => watch.all().find(({ metadata }) => metadata.uid === pod.metadata.uid)
  test.manualAction(`${name} hangs: it answers neither requests nor probes`)
  test.traffic.pods.signal(pod.metadata.uid ?? '', 'SIGSTOP')
  // For a status on its way.
  const slack = 3
  const out = await poll(
    () => (current() !== undefined && !isReady(current() as Live) ? seen(test.recorder.at()) : pending('it is Ready')),
    { what: `${name} to be out of rotation`, within: predicted + 60, signal: test.signal, every: 50 },
  )
  test.assert(
    'a hung pod is out of rotation within the time that its probe numbers predict',
    out - from <= predicted + slack,
    `${tenths(out - from)} s; its readiness probe, as it is committed, needs at most ${predicted} s`,
    'hung-pod-out',
  )
  await test.assertSoon(
    'its liveness probe has it started again, and it is ready again',
    () => {
      const restarts = restartsOf()
      const ready = current() !== undefined && isReady(current() as Live)
      return restarts > 0 && ready
        ? seen(`after ${tenths(test.recorder.at() - from)} s`)
        : pending(`${restarts} restarts, ${ready ? '' : 'not '}ready`)
    },
    120,
  )
  const hurt = hurtBy(load, pod, from)
  const last = hurt.at(-1)?.at ?? from
  test.assert(
    'nobody is sent to it once it is out of rotation',
    last <= out + slack,
    `${hurt.length} requests hurt, the last of them sent ${tenths(last - from)} s after it began to hang${hurt.length === 0 ? '' : `: ${failedWords(hurt)}`}`,
  )
}

async function run(test: TestContext): Promise<void> {
  const front = exposedTwin(test, exposed(test))
  const { app } = front
  await applyGateway(test)
  await deployed(test, [app])
  await waitUntilServed(test, front)
  const watch = watchPods(test)
  const all = () => watch.of(app).filter(isReady)
  await poll(() => (all().length === pods ? seen(true) : pending(`${all().length} are`)), {
    what: `${pods} pods to be ready`,
    within: 90,
    signal: test.signal,
  })
  const load = sendRequests(test, front, rate)
  test.note(`${rate} requests a second to https://${front.host}${front.path}, which has ${pods} pods`, app)
  await test.pause(3)
  const [first, second, third] = all()
  if (first === undefined || second === undefined || third === undefined) throw new Error('there are no pods')
  const spread = new Set(between(load.answers, 0, Infinity).map(({ pod }) => pod)).size
  test.assert('requests are spread over all pods', spread === pods, `${spread} of ${pods} pods answered`)

  const guarded = await ill(test, load, first)
  const files: Files = test.tree(test.estate.files(), [app])
  const bare = withoutOutlier(files)
  await test.commit(`${app.name}: without outlier detection`, bare)
  await test.assertSoon('the cluster has no outlier detection for it', async () => {
    const rules = await test.kube.list(kinds.destinationRule, { namespace: app.team })
    const own = rules.filter(({ metadata }) => metadata.name === app.name)
    return JSON.stringify(own).includes('outlierDetection') ? pending('it has') : seen(`${own.length} DestinationRule`)
  })
  await test.pause(2)
  const unguarded = await ill(test, load, second)
  const fewer = `${guarded.hurt} of ${guarded.asked} requests hurt with outlier detection, ${unguarded.hurt} of ${unguarded.asked} without`
  test.assert(
    `one bad pod of ${pods}, for ${illness} s: outlier detection has it hurt at least 5 times fewer requests`,
    unguarded.hurt > 0 && guarded.hurt * 5 <= unguarded.hurt,
    fewer,
    'outlier-detection',
  )
  await test.revert(`revert: ${app.name}: without outlier detection`)
  await hung(
    test,
    watch,
    load,
    third,
    worstCase(test.estate.files().get(`${app.folder}/deployment-${app.name}.yaml`) ?? ''),
  )
}

const noOutlier: Sabotage = {
  name: 'no-outlier-detection',
  change: (files) =>
    [...files.keys()].some((file) => /\/destinationrule-/.test(file)) &&
    [...files.values()].some((text) => text.includes('outlierDetection'))
      ? withoutOutlier(files)
      : files,
  noticedBy: { by: 'outlier-detection' },
}

const patientProbe: Sabotage = {
  name: 'patient-probe',
  change: editing(/\/deployment-/, (text) => text.replace(/(readinessProbe:\n {12}failureThreshold:) \d+/, '$1 100')),
  noticedBy: { by: 'hung-pod-out' },
}

export const trafficPods: Scenario = {
  name: 'traffic-pods',
  ...trafficScenario,
  description:
    'One bad pod of five: outlier detection takes it out when it fails requests, its probes when it hangs, within the time that their numbers say.',
  prepare: (estate, cluster, names) =>
    addTwin(estate, cluster, names, (spec) => withFields(spec, { sticky: undefined, scale: pods })),
  run,
  sabotages: [noOutlier, patientProbe],
}
