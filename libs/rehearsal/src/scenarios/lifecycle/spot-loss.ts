import {
  isReady,
  joined,
  nameOf,
  namesOfObjects,
  pending,
  podRef,
  poolOf,
  refOf,
  seen,
  type Live,
  type PodWatch,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { replacementOf } from './node-drain.ts'
import { onDemand, onSpot, short, staysOnDemand, troubles, type Player } from './drained-app.ts'
const zoneLabel = 'topology.kubernetes.io/zone'

async function loseSpot(test: TestContext, watch: PodWatch): Promise<number> {
  const nodes = watch.nodes().filter(onSpot)
  const names = new Set(namesOfObjects(nodes))
  const pods = watch.all().filter(({ spec }) => names.has(spec?.nodeName ?? ''))
  test.manualAction(`all ${nodes.length} spot nodes are gone at once, with ${pods.length} pods`)
  await Promise.all(nodes.map((node) => test.kube.delete(refOf(node))))
  await Promise.all(pods.map((pod) => test.kube.delete(podRef(pod), { graceSeconds: 0 })))
  // As Karpenter does: in a pool that may, on-demand machines for the same shares of apps.
  const may = new Set(test.cluster.nodes.pools.flatMap(({ name, fallback }) => (fallback === true ? [name] : [])))
  const instead = nodes.filter((node) => may.has(poolOf(node))).map((node) => replacementOf(node, onDemand))
  await Promise.all(instead.map((node) => test.kube.create(node)))
  if (instead.length > 0)
    test.recorder.record('node', `${instead.length} on-demand nodes come instead, of the pools that fall back`)
  return pods.length
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
      return seen(`${lost} pods came back in ${seconds} s`)
    },
    40,
  )
  const gone = steady.filter(
    (app) =>
      (least.get(app)?.ready ?? 0) < (wanted.get(app) ?? 1) ||
      !watch.of(app).some(({ metadata }) => before.has(metadata.uid)),
  )
  test.assert('apps on on-demand nodes served on', gone.length === 0, [
    steady.map((app) => `${nameOf(app)} kept its pods`).join(', ') || 'no app asks for on-demand nodes',
    joined(
      gone.map(
        (app) =>
          `${nameOf(app)} was down to ${least.get(app)?.ready ?? 0} of ${wanted.get(app) ?? 1} pods: they were on spot nodes. ${troubles(watch, app)}`,
      ),
    ),
  ])
  for (const app of apps.filter((each) => !steady.includes(each) && least.get(each)?.ready === 0)) {
    test.note(`${nameOf(app)} had no pod ready for a moment: all of them were on spot`, app)
  }
  const spread = apps.map((app) => {
    const pods = watch.of(app).filter(isReady)
    return { app, pods, zones: Map.groupBy(pods, (pod) => watch.node(pod)?.metadata.labels?.[zoneLabel] ?? '?') }
  })
  const heaped = spread.filter(({ pods, zones }) => zones.size < Math.min(2, pods.length, test.cluster.zones.length))
  const inZones = (zones: ReadonlyMap<string, readonly Live[]>) =>
    [...zones.keys()]
      .sort()
      .map((zone) => `${zones.get(zone)?.length ?? 0} in ${zone}`)
      .join(', ')
  test.assert('apps are spread over zones where they landed', heaped.length === 0, [
    joined(spread.map(({ app, zones }) => `${nameOf(app)}: ${inZones(zones)}`)),
    joined(
      heaped.map(
        ({ app, pods, zones }) => `all ${pods.length} pods of ${nameOf(app)} are in ${[...zones.keys()].join(', ')}`,
      ),
    ),
  ])
}
