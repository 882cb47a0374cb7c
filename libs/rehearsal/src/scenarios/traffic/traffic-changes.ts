import { mkdirSync } from 'node:fs'
import { replace } from '../lifecycle/node-drain.ts'
import { applyGateway, exposed, sendRequests, trafficScenario, waitUntilServed } from './exposed-app.ts'
import { noneFailed } from './traffic-none.ts'
import { faultLeftIn } from './traffic-sabotages.ts'
import { addTwin, exposedTwin, rolledTo, withFields } from './traffic-twin.ts'
import path from 'node:path'
import {
  bump,
  cause,
  deployed,
  digestOf,
  editing,
  joined,
  kinds,
  pending,
  poll,
  reached,
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

/** Requests a second per app. */
const rate = 40
const pods = 2
const settings = 'config/rehearsal.json'

async function ended(test: TestContext, watch: PodWatch, before: readonly Live[]): Promise<void> {
  const uids = new Set(before.map(({ metadata }) => metadata.uid))
  await poll(
    () => {
      const left = watch.all().filter(({ metadata }) => uids.has(metadata.uid))
      return left.length === 0 ? seen(true) : pending(left.map(({ metadata }) => metadata.name).join(', '))
    },
    { what: 'the old pods to end', within: 120, signal: test.signal },
  )
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
  await poll(
    () => {
      const short = apps.filter((app) => watch.ready(app) < pods)
      return short.length === 0 ? seen(true) : pending(short.map(({ name }) => name).join(', '))
    },
    { what: 'all pods to be ready again', within: 120, signal: test.signal },
  )
}

function unguarded(watch: PodWatch, apps: readonly StagedApp[]): Words {
  const bare = apps.filter((app) => watch.budgetOf(app) === undefined).map(({ name }) => name)
  return joined(bare.map((app) => cause('no-budget', { app, pods })))
}

async function rolls(test: TestContext, { team, name }: StagedApp): Promise<Words> {
  const deployment = await test.kube.get({ ...kinds.deployment, namespace: team, name })
  const { strategy } = deployment?.spec ?? {}
  const { maxSurge = '?', maxUnavailable = '?' } = strategy?.rollingUpdate ?? {}
  return cause('rolls-without', { app: name, share: String(maxUnavailable), more: String(maxSurge) })
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
    `${rate} requests a second to https://${front.host}${front.path}, and as many to its twin with rolling releases at https://${twin.host}${twin.path}`,
  )
  const all = () => apps.flatMap((each) => watch.of(each))
  const both = async (digest: string, digestBeside: string) => {
    const looks = [
      reached(await test.rollout(app), await test.application(app), digest),
      await rolledTo(test, beside, digestBeside),
    ]
    const waiting = looks.flatMap((look) => (look.state === 'seen' ? [] : [look.found]))
    return waiting.length === 0
      ? seen(joined(looks.map((look) => (look.state === 'seen' ? look.value : look.found))))
      : pending(joined(waiting))
  }
  await test.pause(1)
  const [before, from] = [all(), test.recorder.at()]
  const [digest, digestBeside] = [digestOf(test, app), digestOf(test, beside)]
  const release = test.estate.read(releaseFile(test, beside))
  test.estate.write(`apps/${app.name}/${settings}`, '{ "after": true }\n')
  const next = bump(test, beside)
  await test.commit(
    `${app.name}: other settings; release: ${beside.name} to a new version`,
    test.tree(await test.estate.render(), apps),
  )
  if (
    !(await test.assertSoon(
      'the other settings have gone through a canary, and the new version has been rolled out',
      () => both(digest, next),
      150,
    ))
  )
    return
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
  if (
    !(await test.assertSoon(
      'a git revert brings the settings and the version before back',
      () => both(digest, digestBeside),
      150,
    ))
  )
    return
  await ended(test, watch, middle)
  noneFailed(test, loads, back, 'on the way back, until the old pods had ended')

  const drain = test.recorder.at()
  await drains(test, watch, apps)
  noneFailed(test, loads, drain, 'while all of their nodes were drained', 'drain', unguarded(watch, apps))
}

const allAtOnce: Sabotage = {
  name: 'all-at-once',
  change: editing(/\/deployment-/, (text) =>
    text.replace(/maxSurge: \S+/, 'maxSurge: 0').replace(/maxUnavailable: \S+/, 'maxUnavailable: 100%'),
  ),
  noticedBy: {
    by: 'none-failed',
    causes: [
      { code: 'about', what: 'change' },
      { code: 'no-healthy-upstream' },
      { code: 'rolls-without', share: '100%' },
    ],
  },
}

const noBudget: Sabotage = {
  name: 'no-budget',
  change: editing(/\/poddisruptionbudget-/, () => undefined),
  noticedBy: { by: 'none-failed', causes: [{ code: 'about', what: 'drain' }, { code: 'no-budget' }] },
}

export const trafficChanges: Scenario = {
  name: 'traffic-changes',
  ...trafficScenario,
  description:
    'No real request fails while settings change, while an app with rolling releases is released and taken back, and while nodes are drained.',
  within: 480,
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
  sabotages: [allAtOnce, noBudget, faultLeftIn],
}
