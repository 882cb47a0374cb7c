import { mkdirSync } from 'node:fs'
import { replace } from '../lifecycle/node-drain.ts'
import { applyGateway, exposed, sendRequests, trafficScenario, urlOf, waitUntilServed } from './exposed-app.ts'
import { gatewayLeaves, istiosDrain } from './gateway-leaves.ts'
import { noneFailed } from './traffic-none.ts'
import { faultLeftIn } from './traffic-sabotages.ts'
import { addTwin, exposedTwin, rolledTo, withFields } from './traffic-twin.ts'
import path from 'node:path'
import {
  bump,
  cause,
  deployed,
  deployments,
  digestOf,
  editing,
  finishes,
  joined,
  kinds,
  namesOfObjects,
  noBudget,
  none,
  pending,
  refTo,
  releaseFile,
  seen,
  tenths,
  watchPods,
  type Live,
  type PodWatch,
  type Sabotage,
  type Scenario,
  type StagedApp,
  type TestContext,
  type Words,
} from '../shared/kit.ts'

const rate = 40
const pods = 2
const settings = 'config/rehearsal.json'

async function ended(test: TestContext, watch: PodWatch, before: readonly Live[]): Promise<void> {
  const uids = new Set(before.map(({ metadata }) => metadata.uid))
  const left = () => watch.all().filter(({ metadata }) => uids.has(metadata.uid))
  await test.until('the old pods to end', () => none(namesOfObjects(left())), 120)
  await test.pause(1)
}

/** All at once: only budgets make pods leave in turn. */
async function drains(test: TestContext, watch: PodWatch, apps: readonly StagedApp[]): Promise<void> {
  const names = new Set(apps.flatMap((app) => watch.of(app).flatMap((pod) => watch.node(pod)?.metadata.name ?? [])))
  await Promise.all(
    watch
      .nodes()
      .filter(({ metadata }) => names.has(metadata.name))
      .map(async (node) => {
        const began = test.recorder.at()
        const { moved, stuck } = await replace(test, watch, node, 150)
        test.assert(
          `node ${node.metadata.name} could be drained`,
          stuck === undefined && moved > 0,
          stuck ?? `${moved} pods moved in ${tenths(test.recorder.at() - began)} s`,
        )
      }),
  )
  const short = () => apps.filter((app) => watch.ready(app) < pods).map(({ name }) => name)
  await test.until('all pods to be ready again', () => none(short()), 120)
}

function unguarded(watch: PodWatch, apps: readonly StagedApp[]): Words {
  const bare = apps.filter((app) => watch.budgetOf(app) === undefined).map(({ name }) => name)
  return joined(bare.map((app) => cause('no-budget', { app, pods })))
}

async function rolls(test: TestContext, app: StagedApp): Promise<Words> {
  const deployment = await test.kube.get(refTo(kinds.deployment, app))
  const { maxSurge = '?', maxUnavailable = '?' } = deployment?.spec?.strategy?.rollingUpdate ?? {}
  return cause('rolls-without', { app: app.name, share: String(maxUnavailable), more: String(maxSurge) })
}

async function run(test: TestContext): Promise<void> {
  const front = exposed(test)
  const twin = exposedTwin(test, front)
  const [app, beside] = [front.app, twin.app]
  const apps = [app, beside]
  await applyGateway(test)
  await deployed(test, apps)
  for (const each of [front, twin]) await waitUntilServed(test, each)
  const watch = watchPods(test)
  const loads = [sendRequests(test, front, rate), sendRequests(test, twin, rate)]
  test.note(
    `${rate} requests a second to ${urlOf(front)}, and as many to its twin with rolling releases at ${urlOf(twin)}`,
  )
  const all = () => apps.flatMap((each) => watch.of(each))
  const both = (digest: string, digestBeside: string) => async () => {
    const looks = [await finishes(test, app, digest)(), await rolledTo(test, beside, digestBeside)]
    const waiting = looks.flatMap((look) => (look.state === 'seen' ? [] : [look.found]))
    const found = looks.flatMap((look) => (look.state === 'seen' ? [look.value] : []))
    return waiting.length === 0 ? seen(joined(found)) : pending(joined(waiting))
  }
  await test.pause(1)
  const [before, from] = [all(), test.recorder.at()]
  const [digest, digestBeside] = [digestOf(test, app), digestOf(test, beside)]
  const release = test.estate.read(releaseFile(test, beside))
  test.estate.write(`apps/${app.name}/${settings}`, '{ "after": true }\n')
  const next = bump(test, beside)
  const files = test.tree(await test.estate.render(), apps)
  await test.commit(`${app.name}: other settings; release: ${beside.name} to a new version`, files)
  const there = 'the other settings have gone through a canary, and the new version has been rolled out'
  if (!(await test.assertSoon(there, both(digest, next), 150))) return
  await ended(test, watch, before)
  noneFailed(
    test,
    loads,
    from,
    `while settings of ${app.name} were changed and ${beside.name} was released, until the old pods had ended`,
    'change',
    await rolls(test, beside),
  )

  const [middle, back] = [all(), test.recorder.at()]
  test.estate.write(releaseFile(test, beside), release)
  await test.revert(`revert: ${app.name}, ${beside.name}`)
  const again = 'a git revert brings the settings and the version before back'
  if (!(await test.assertSoon(again, both(digest, digestBeside), 150))) return
  await ended(test, watch, middle)
  noneFailed(test, loads, back, 'on the way back, until the old pods had ended')

  const drain = test.recorder.at()
  await drains(test, watch, apps)
  noneFailed(test, loads, drain, 'while all of their nodes were drained', 'drain', unguarded(watch, apps))

  await Promise.all(loads.map((load) => load.stop()))
  await gatewayLeaves(test, [front, twin], rate)
}

const allAtOnce: Sabotage = {
  name: 'all-at-once',
  change: editing(deployments, (text) =>
    text.replace(/maxSurge: \S+/, 'maxSurge: 0').replace(/maxUnavailable: \S+/, 'maxUnavailable: 100%'),
  ),
  noticedBy: 'none-failed',
  causes: [
    { code: 'about', what: 'change' },
    { code: 'no-healthy-upstream' },
    { code: 'rolls-without', share: '100%' },
  ],
}

export const trafficChanges: Scenario = {
  name: 'traffic-changes',
  ...trafficScenario,
  description:
    'No real request fails while settings change, while an app with rolling releases is released and taken back, while nodes are drained, and while a pod of the gateway goes.',
  within: 540,
  kinds: ['networking.istio.io/EnvoyFilter'],
  prepare: (estate, cluster, names) =>
    addTwin(estate, cluster, names, (spec, folder) => {
      mkdirSync(path.join(estate.root, folder, 'config'), { recursive: true })
      estate.write(`${folder}/${settings}`, '{ "after": false }\n')
      return withFields(spec, {
        scale: pods,
        files: { ...(spec.files as object | undefined), '/etc/rehearsal/settings.json': settings },
      })
    }),
  run,
  sabotages: [
    allAtOnce,
    noBudget({ noticedBy: 'none-failed', causes: [{ code: 'about', what: 'drain' }, { code: 'no-budget' }] }),
    faultLeftIn,
    istiosDrain,
  ],
}
