import {
  cause,
  deployed,
  describeApp,
  fileOf,
  isSyncedAndHealthy,
  kinds,
  needs,
  refTo,
  replacing,
  replicasOf,
  say,
  seenIf,
  workloads,
  type Files,
  type Sabotage,
  type Scenario,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { watchEndpoints, type EndpointWatch } from '../shared/endpoint-watch.ts'

/** Makes an app rolling, in app.ts or app.yaml. */
export function withoutRelease(spec: string): string {
  const start = /^ *release: *\{/m.exec(spec)
  if (start !== null) {
    let depth = 0
    for (let at = start.index; at < spec.length; at += 1) {
      if (spec[at] === '{') depth += 1
      if (spec[at] !== '}' || --depth > 0) continue
      return spec.slice(0, start.index) + spec.slice(at + 1).replace(/^[ ,]*\n/, '')
    }
  }
  return spec.replace(/^release:[^\n]*\n(?:[ \t]+[^\n]*\n)*/m, '')
}

async function asRolling(
  test: TestContext,
): Promise<{ readonly app: StagedApp; readonly rolling: Files; readonly canary: Files }> {
  const canary = test.estate.files()
  const scaled = (app: StagedApp) => Number(!canary.has(fileOf(app, 'horizontalpodautoscaler')))
  // The HPA controller is real, KEDA is fake: an app with an HPA shows more.
  const [app] = [...test.canaries()].sort((one, other) => scaled(one) - scaled(other))
  if (app === undefined) throw new Error('no app has a canary')
  const file =
    canary.get(fileOf(app, 'rollout'))?.match(/^# Made by Slipway from (\S+?)\. /)?.[1] ?? `apps/${app.name}/app.ts`
  const spec = test.estate.read(file)
  test.estate.write(file, withoutRelease(spec))
  const rolling = await test.estate.render()
  if (!rolling.has(fileOf(app, 'deployment')))
    throw new Error(`${file} without its release does not become a Deployment`)
  test.estate.write(file, spec)
  return { app, rolling, canary }
}

async function switched(
  test: TestContext,
  app: StagedApp,
  watch: EndpointWatch,
  to: 'Rollout' | 'Deployment',
  files: Files,
): Promise<void> {
  const from = to === 'Rollout' ? 'Deployment' : 'Rollout'
  const kindOf = { Rollout: kinds.rollout, Deployment: kinds.deployment }
  const get = (kind: 'Rollout' | 'Deployment') => test.kube.get(refTo(kindOf[kind], app))
  watch.since()
  const start = watch.now().service
  await test.commit(
    `${app.name}: ${to === 'Rollout' ? 'releases as a canary' : 'releases by rolling again'}`,
    test.tree(files, [app]),
  )
  const done = await test.assertSoon(
    `the ${to} has taken over, and the ${from} is gone`,
    async () => {
      const [old, next, application] = [await get(from), await get(to), await test.application(app)]
      const available = next?.status?.availableReplicas ?? 0
      const found = describeApp(application, to === 'Rollout' ? next : undefined)
      return seenIf(
        old === undefined && available >= start && isSyncedAndHealthy(application),
        say`${old === undefined ? '' : `the ${from} is there; `}${to}: ${available} of ${start} pods; ${found}`,
      )
    },
    120,
  )
  if (!done) return
  // Time to see effects of pruning.
  await test.pause(2)
  const { service, routes } = watch.least()

  test.assert(
    `behind the Service ${app.name} there were never fewer than ${start} ready pods on the way to the ${to}`,
    service.ready >= start,
    [
      `${service.ready} at least`,
      say`${service.ready} ready at ${service.at} s: ${cause('pods-given-up', { from, to })} (${service.words})`,
    ],
  )
  test.assert(
    `what the routes send requests to never had fewer than ${start} ready pods on the way to the ${to}`,
    routes.ready >= start,
    [`${routes.ready} at least`, say`${routes.ready} ready at ${routes.at} s (${routes.words})`],
  )
}

async function run(test: TestContext): Promise<void> {
  const { app, rolling, canary } = await asRolling(test)
  const healthy = { sync: 'Synced', health: 'Healthy', within: 120 }
  await deployed(test, [app], test.tree(rolling, [app]), healthy, `${app.name} as it was before: rolling`)
  const watch = watchEndpoints(test, app)
  await test.assertSoon(
    'it has ready pods, and its autoscaler is content',
    async () => {
      const { service, routes } = watch.now()
      const wanted = await test.kube.get(refTo(kinds.deployment, app))
      const hpa = await test.kube.get(refTo(kinds.hpa, app))
      const least = hpa?.spec?.minReplicas ?? 1
      const all = Math.max(replicasOf(wanted) || 1, least)
      return seenIf(service >= all && routes === service, `${service} of ${all} ready`)
    },
    60,
  )
  await switched(test, app, watch, 'Rollout', canary)
  await switched(test, app, watch, 'Deployment', rolling)
}

/** Pruned as everything else. */
const prunedFirst: Sabotage = {
  name: 'pruned-first',
  change: replacing(workloads, /^ {2}annotations:\n {4}argocd\.argoproj\.io\/sync-options: PruneLast=true\n/m, ''),
  causes: [{ code: 'pods-given-up' }, { code: 'no-sync-options' }],
}

export const deploymentToRollout: Scenario = {
  name: 'deployment-to-rollout',
  needs: needs.analysed,
  description:
    'An app that goes from rolling releases to canaries, or back, is never without its ready pods, though a pod takes seconds to become ready.',
  where: 'last',
  readyAfter: 6,
  run,
  sabotages: [prunedFirst],
}
