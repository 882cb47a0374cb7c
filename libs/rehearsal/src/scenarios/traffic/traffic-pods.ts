import { applyGateway, exposed, sendRequests, trafficScenario, urlOf, waitUntilServed } from './exposed-app.ts'
import {
  answersSince,
  deployed,
  deployments,
  destinationRules,
  failedWords,
  failures,
  fileOf,
  ifThere,
  isReady,
  kinds,
  objectsIn,
  pending,
  poll,
  replacing,
  seen,
  tenths,
  watchPods,
  type Live,
  type Load,
  type PodWatch,
  type Sabotage,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import { mainContainer } from '../../pods/pod-status.ts'
import { addTwin, exposedTwin, withFields } from './traffic-twin.ts'

const rate = 60
const pods = 5
/** Seconds. */
const illness = 12

const withoutOutlier = replacing(destinationRules, /^ {4}outlierDetection:\n(?: {6}.*\n)+/m, '')

const hurtBy = ({ answers }: Load, { metadata }: Live, from: number) =>
  failures(answersSince(answers, from)).filter(({ pod }) => pod === undefined || pod === metadata.name)

/** Its health stays good. */
async function ill(
  test: TestContext,
  load: Load,
  pod: Live,
): Promise<{ readonly hurt: number; readonly asked: number }> {
  const from = test.recorder.at()
  const toggle = () => test.traffic.pods.signal(pod.metadata.uid ?? '', 'SIGUSR2')
  toggle()
  await test.pause(illness)
  const [hurt, asked] = [hurtBy(load, pod, from).length, answersSince(load.answers, from).length]
  toggle()
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
  const current = () => watch.all().find(({ metadata }) => metadata.uid === pod.metadata.uid)
  const ready = () => isReady(current())
  test.manualAction(`${name} hangs: it answers neither requests nor probes`)
  test.traffic.pods.signal(pod.metadata.uid ?? '', 'SIGSTOP')
  // For a status on its way.
  const slack = 3
  const look = () => (current() !== undefined && !ready() ? seen(test.recorder.at()) : pending('it is Ready'))
  const options = { what: `${name} to be out of rotation`, within: predicted + 60, signal: test.signal, every: 50 }
  const out = await poll(look, options)
  test.assert(
    'a hung pod is out of rotation within the time that its probe numbers predict',
    out - from <= predicted + slack,
    `${tenths(out - from)} s; its readiness probe, as it is committed, needs at most ${predicted} s`,
    'hung-pod-out',
  )
  await test.assertSoon(
    'its liveness probe has it started again, and it is ready again',
    () => {
      const restarts = current()?.status?.containerStatuses?.[0]?.restartCount ?? 0
      return restarts > 0 && ready()
        ? seen(`after ${tenths(test.recorder.at() - from)} s`)
        : pending(`${restarts} restarts, ${ready() ? '' : 'not '}ready`)
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
  const complete = () => (all().length === pods ? seen(true) : pending(`${all().length} are`))
  await test.until(`${pods} pods to be ready`, complete, 90)
  const load = sendRequests(test, front, rate)
  test.note(`${rate} requests a second to ${urlOf(front)}, which has ${pods} pods`, app)
  await test.pause(3)
  const [first, second, third] = all()
  if (first === undefined || second === undefined || third === undefined) throw new Error('there are no pods')
  const spread = new Set(load.answers.map(({ pod }) => pod)).size
  test.assert('requests are spread over all pods', spread === pods, `${spread} of ${pods} pods answered`)

  const guarded = await ill(test, load, first)
  await test.commit(`${app.name}: without outlier detection`, withoutOutlier(test.tree(test.estate.files(), [app])))
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
  const committed = test.estate.files().get(fileOf(app, 'deployment')) ?? ''
  await hung(test, watch, load, third, worstCase(committed))
}

const noOutlier: Sabotage = {
  name: 'no-outlier-detection',
  change: ifThere(destinationRules, withoutOutlier, 'outlierDetection'),
  noticedBy: 'outlier-detection',
}

const patientProbe: Sabotage = {
  name: 'patient-probe',
  change: replacing(deployments, /(readinessProbe:\n {12}failureThreshold:) \d+/, '$1 100'),
  noticedBy: 'hung-pod-out',
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
