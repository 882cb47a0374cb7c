import type { Issue, KubeObject } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import { knownKinds, text } from '@slipway/kube'
import { addons, versions, type Addon, type AddonVersion } from '@slipway/platform'
import { byTag } from '../rules/images.ts'
import { clusterKindsOf, factsOf } from '../sheet/facts.ts'
import type { Facts, Sheet } from '../sheet/sheet.ts'
import { sumOf, wholeSumOf } from '../sheet/sum.ts'
import { chartFolder, chartYaml, type ChartFolder, type ChartPlaces, type ChartSource } from './chart-folder.ts'
import { chartTree } from './chart-tree.ts'
import { pinIssues } from './pins.ts'
import { renderChart } from './render.ts'
import { settingsRead } from './settings-read.ts'

interface Release {
  readonly addon: Addon
  readonly cluster: Cluster
}

/** All charts of fleets at their versions, each with the releases that it has. */
export function chartsOf(fleets: readonly Fleet[]): ReadonlyMap<string, readonly Release[]> {
  const all = fleets.flatMap((fleet) =>
    fleet.clusters.flatMap((cluster) => addons(cluster, byTag(fleet)).map((addon) => ({ addon, cluster }))),
  )
  return Map.groupBy(all, ({ addon: { props } }) => `${props.chart}-${props.version}`)
}

/** The app of a chart by the one table; Istio's four charts are one row of it. */
const appOf = ({ chart, version }: Addon['props']): string | undefined =>
  Object.entries(versions as Readonly<Record<string, AddonVersion>>).find(
    ([name, row]) =>
      row.chart === version &&
      (name === chart || (name === 'istio' && ['base', 'cni', 'gateway', 'istiod'].includes(chart))),
  )?.[1].app

interface Made {
  readonly sheets: readonly Sheet[]
  readonly sources: ReadonlyMap<string, ChartSource>
  /** Charts that nothing here has. */
  readonly absent: ReadonlyMap<string, readonly string[]>
  readonly issues: readonly Issue[]
}

interface Rendered {
  readonly release: Release
  readonly sum: string
  readonly namespace: string
  readonly objects: readonly KubeObject[]
}

async function rendered(
  places: ChartPlaces,
  { folder }: ChartFolder,
  releases: readonly Release[],
  issues: Issue[],
): Promise<readonly Rendered[]> {
  const distinct = new Map(releases.map((release) => [wholeSumOf(release.addon, release.cluster.kubernetes), release]))
  const all: Rendered[] = []
  for (const release of distinct.values()) {
    const { addon, cluster } = release
    const made = await renderChart(places.helm, folder, addon, cluster.kubernetes)
    if (made.ok) all.push({ release, sum: sumOf(addon), namespace: addon.props.namespace, objects: made.value })
    else issues.push(...made.issues)
  }
  return all
}

/** Facts are kept once, however many values come to them. @throws where one sum comes to two */
function rendersOf(chart: string, all: readonly Rendered[], isNamespaced: (kind: string) => boolean): Sheet['renders'] {
  const bySum = new Map<string, string>()
  for (const { sum, namespace, objects } of all) {
    const facts = JSON.stringify(factsOf(objects, namespace, isNamespaced))
    if ((bySum.get(sum) ?? facts) !== facts)
      throw new Error(`${chart}: a value that sum.ts leaves out as a mere text changes what the chart comes to`)
    bySum.set(sum, facts)
  }
  return [...Map.groupBy(bySum, ([, facts]) => facts)]
    .map(([facts, same]) => ({ of: same.map(([sum]) => sum).sort(), facts: JSON.parse(facts) as Facts }))
    .toSorted((a, b) => ((a.of[0] ?? '') < (b.of[0] ?? '') ? -1 : 1))
}

/** Renders every add-on of the fleets. @param chosen names of charts; none: all */
export async function makeSheets(
  fleets: readonly Fleet[],
  places: ChartPlaces,
  chosen: ReadonlySet<string>,
  say: (text: string) => void,
): Promise<Made> {
  const issues: Issue[] = []
  const absent = new Map<string, readonly string[]>()
  const sources = new Map<string, ChartSource>()
  const found: { readonly folder: ChartFolder; readonly props: Addon['props']; readonly all: readonly Rendered[] }[] =
    []
  for (const [id, releases] of chartsOf(fleets)) {
    const props = releases[0]?.addon.props
    if (props === undefined || (chosen.size > 0 && !chosen.has(props.chart))) continue
    const { chart, version, repository } = props
    const taken = await chartFolder(places, { chart, version, repository, app: appOf(props) })
    if (!taken.ok) issues.push(...taken.issues)
    else if ('looked' in taken.value) absent.set(id, taken.value.looked)
    else {
      const all = await rendered(places, taken.value, releases, issues)
      sources.set(id, taken.value.source)
      found.push({ folder: taken.value, props, all })
      say(`${id}: ${all.length} renders, from ${taken.value.source}`)
    }
  }
  const ofCluster = new Set(found.flatMap(({ all }) => all.flatMap(({ objects }) => clusterKindsOf(objects))))
  const isNamespaced = (kind: string): boolean =>
    !ofCluster.has(kind) && knownKinds[kind.split('/')[1] ?? '']?.namespaced !== false
  const sheets: Sheet[] = []
  for (const { folder, props, all } of found) {
    const head = chartYaml(folder.folder)
    const app = text(head.appVersion)
    const kubernetes = text(head.kubeVersion)
    for (const { release, namespace, objects } of new Map(all.map((one) => [one.sum, one])).values()) {
      const factsIn = (some: readonly KubeObject[]) => factsOf(some, namespace, isNamespaced)
      const again = async (addon: Pick<Addon, 'name' | 'props'>) => {
        const made = await renderChart(places.helm, folder.folder, addon, release.cluster.kubernetes)
        if (made.ok) return made.value
        issues.push(...made.issues)
        return undefined
      }
      issues.push(...(await pinIssues(release.addon, factsIn(objects), again, factsIn)))
    }
    const settings = await settingsRead(
      props.chart,
      app,
      all.flatMap(({ objects }) => objects),
    )
    sheets.push({
      chart: props.chart,
      version: props.version,
      ...(app === undefined ? {} : { app }),
      ...(kubernetes === undefined ? {} : { kubernetes }),
      values: chartTree(folder.folder),
      ...(settings === undefined ? {} : { settings }),
      renders: rendersOf(props.chart, all, isNamespaced),
    })
  }
  return { sheets, sources, absent, issues }
}
