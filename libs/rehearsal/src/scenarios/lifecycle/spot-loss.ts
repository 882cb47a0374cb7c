import { kinds } from '../../cluster/live.ts'
import { pending, seen } from '../../pace/poll.ts'
import { nameOf, type StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import type { PodWatch } from '../shared/pod-watch.ts'
import { isReady } from '../shared/pods.ts'
import { onSpot, short, staysOnDemand, troubles, type Player } from './drained-app.ts'
const zoneLabel = 'topology.kubernetes.io/zone'

/** Deletes every spot node with all of its pods. */
async function loseSpot(test: TestContext, watch: PodWatch): Promise<{ nodes: number; pods: number }> {
  const nodes = watch.nodes().filter(onSpot)
  const names = new Set(nodes.map(({ metadata }) => metadata.name))
  const pods = watch.all().filter(({ spec }) => names.has((spec as { nodeName?: string }).nodeName ?? ''))
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
  // Several pods may be away here: no budget holds a cloud back. What counts is who is, and for how long.
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
