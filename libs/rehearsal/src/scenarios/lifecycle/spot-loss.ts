import {
  isReady,
  kinds,
  nameOf,
  pending,
  seen,
  type PodWatch,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { onSpot, short, staysOnDemand, troubles, type Player } from './drained-app.ts'
const zoneLabel = 'topology.kubernetes.io/zone'

async function loseSpot(test: TestContext, watch: PodWatch): Promise<{ nodes: number; pods: number }> {
  const nodes = watch.nodes().filter(onSpot)
  const names = new Set(nodes.map(({ metadata }) => metadata.name))
  const pods = watch.all().filter(({ spec }) => names.has(spec?.nodeName ?? ''))
  test.manualAction(`all ${nodes.length} spot nodes are gone at once, with ${pods.length} pods`)
  await Promise.all(nodes.map(({ metadata }) => test.kube.delete({ ...kinds.node, name: metadata.name })))
  await Promise.all(
    pods.map(({ metadata: { namespace, name } }) =>
      test.kube.delete({ ...kinds.pod, namespace, name }, { graceSeconds: 0 }),
    ),
  )
  return { nodes: nodes.length, pods: pods.length }
}

export async function spotGone(
  test: TestContext,
  watch: PodWatch,
  apps: readonly Player[],
  wanted: ReadonlyMap<StagedApp, number>,
): Promise<void> {
  if (!watch.nodes().some(onSpot)) {
    test.note(`${test.cluster.name} has no spot nodes: nothing can be interrupted`)
    return
  }
  const steady = apps.filter(({ meant }) => staysOnDemand(meant))
  const before = new Set(steady.flatMap((app) => watch.of(app).map(({ metadata }) => metadata.uid)))
  // No budget limits a cloud: who is away counts, and for how long.
  const least = watch.keepLeast(apps, new Map())
  const at = test.recorder.at()
  const lost = await loseSpot(test, watch)
  await test.assertSoon(
    'every app is full again after all spot nodes are gone',
    async () => {
      const missing = short(watch, apps, wanted)
      const seconds = (test.recorder.at() - at).toFixed(1)
      if (missing.length > 0 || watch.nodes().some(onSpot)) return pending(missing.join('; '))
      return seen(`${lost.pods} pods came back in ${seconds} s`)
    },
    40,
  )
  const gone = steady.filter(
    (app) =>
      (least.get(app)?.ready ?? 0) < (wanted.get(app) ?? 1) ||
      !watch.of(app).some(({ metadata }) => before.has(metadata.uid)),
  )
  test.assert(
    'apps on on-demand nodes served on',
    gone.length === 0,
    gone.length === 0
      ? `${steady.map((app) => `${nameOf(app)} kept its pods`).join(', ') || 'no app asks for on-demand nodes'}`
      : gone
          .map(
            (app) =>
              `${nameOf(app)} was down to ${least.get(app)?.ready ?? 0} of ${wanted.get(app) ?? 1} pods: they were on spot nodes. ${troubles(watch, app)}`,
          )
          .join('; '),
  )
  for (const app of apps.filter((each) => !steady.includes(each) && least.get(each)?.ready === 0)) {
    test.note(`${nameOf(app)} had no pod ready for a moment: all of them were on spot`, app)
  }
  const heaped = apps.flatMap((app) => {
    const pods = watch.of(app).filter(isReady)
    const zones = new Set(pods.map((pod) => watch.node(pod)?.metadata.labels?.[zoneLabel]))
    const want = Math.min(2, pods.length, test.cluster.zones.length)
    return zones.size >= want ? [] : [`all ${pods.length} pods of ${nameOf(app)} are in ${[...zones].join(', ')}`]
  })
  test.assert(
    'apps are spread over zones where they landed',
    heaped.length === 0,
    heaped.length > 0
      ? heaped.join('; ')
      : apps
          .map((app) => {
            const zones = watch
              .of(app)
              .filter(isReady)
              .map((pod) => watch.node(pod)?.metadata.labels?.[zoneLabel] ?? '?')
            return `${nameOf(app)}: ${[...new Set(zones)]
              .sort()
              .map((zone) => `${zones.filter((each) => each === zone).length} in ${zone}`)
              .join(', ')}`
          })
          .join('; '),
  )
}
