import { compareBy } from '@slipway/core'
import { upstreams, type Fleet } from '@slipway/fleet'
import { addons as addonsOf, hasChartsTag, isPinnable } from '@slipway/platform'
import type { Sheet } from '../sheet/sheet.ts'
import { cacheMark, sumOf } from '../sheet/sum.ts'
import type { ChartRule, Finding, SeenAddon } from './finding.ts'

const isByDigest = (image: string): boolean => /@sha256:[0-9a-f]{64}$/.test(image)

/** A fleet with its add-ons' images by tag: sheets are of those, for a digest is no fact of a chart. */
export const byTag = (fleet: Fleet): Fleet => ({ ...fleet, addonImages: 'tag' })

/**
 * The image's name in the registry behind a pull-through cache; `undefined` without a registry (Istio's gateway has
 * "auto").
 */
export function upstreamImage(image: string): string | undefined {
  if (!/^[^/]+\/.+:[^:/]+$/.test(image)) return undefined
  if (!image.startsWith(cacheMark)) return image
  const [prefix = '', ...rest] = image.slice(cacheMark.length).split('/')
  const upstream = Object.entries(upstreams).find(([, one]) => one.prefix === prefix)?.[0]
  return upstream === undefined ? undefined : [upstream, ...rest].join('/')
}

const mend = 'run npx slipway charts --digests, then npx slipway gen, and commit both'

function unpinned({ addon, fleet }: SeenAddon, image: string): Pick<Finding, 'got' | 'want' | 'hint'> | undefined {
  if (isByDigest(image)) return undefined
  const reference = upstreamImage(image)
  if (reference === undefined) return undefined
  const { chart, values } = addon.props
  const want = 'an image with its digest (@sha256:...), as addonImages in fleet/fleet.ts says'
  if (!isPinnable(chart, reference))
    return { got: image, want, hint: "give the digest by the image's values of its chart" }
  const digest = fleet.imageDigests?.[reference]?.digest
  if (digest === undefined) return { got: image, want, hint: `fleet/image-digests.json has no ${reference}: ${mend}` }
  // Values of a fleet's own may say another digest; and of two registries that differ under one name, values get the
  // first's.
  if (JSON.stringify(values).includes(digest.slice('sha256:'.length))) return undefined
  const hint = "give the digest by the image's values of its chart"
  return { got: `${reference} without ${digest}`, want: 'the digest that fleet/image-digests.json has for it', hint }
}

/** Only where the fleet wants it: charts name images by tags, which a registry may move. */
export const images: ChartRule = (seen) => {
  const { addon, facts, fleet } = seen
  if (fleet.addonImages !== 'digest') return []
  if (facts === undefined)
    return [
      {
        code: 'chart-image',
        object: 'images',
        got: `values of ${addon.props.chart} ${addon.props.version} that nobody rendered`,
        want: 'known images, as addonImages in fleet/fleet.ts wants their digests',
        hint: 'run npx slipway charts, and commit libs/checks/facts',
      },
    ]
  return facts.workloads.flatMap(({ kind, namespace, name, containers }) =>
    containers.flatMap(({ image, name: container }): readonly Finding[] => {
      const found = unpinned(seen, image)
      return found === undefined
        ? []
        : [{ code: 'chart-image', object: `${kind} ${namespace}/${name} ${container}`, ...found }]
    }),
  )
}

/** An image that a fleet's add-ons have, and the charts whose own tag it is. */
interface TaggedImage {
  readonly image: string
  readonly charts: readonly string[]
}

/**
 * The images whose digests to ask for, sorted; `unseen` are releases whose charts nobody rendered with their values.
 */
export function imagesToPin(
  fleet: Fleet,
  sheets: readonly Sheet[],
): { readonly images: readonly TaggedImage[]; readonly unseen: readonly string[] } {
  const found = new Map<string, Set<string>>()
  const unseen = new Set<string>()
  for (const cluster of fleet.clusters)
    for (const addon of addonsOf(cluster, byTag(fleet))) {
      const { chart, version, values } = addon.props
      const sum = sumOf(addon)
      const facts = sheets
        .find((sheet) => sheet.chart === chart && sheet.version === version)
        ?.renders.find(({ of }) => of.includes(sum))?.facts
      if (facts === undefined) unseen.add(`${cluster.name} ${addon.name}`)
      for (const { image } of facts?.workloads.flatMap(({ containers }) => containers) ?? []) {
        const reference = isByDigest(image) ? undefined : upstreamImage(image)
        if (reference === undefined || !isPinnable(chart, reference)) continue
        const charts = found.get(reference) ?? new Set()
        if (hasChartsTag(chart, reference, values)) charts.add(`${chart} ${version}`)
        found.set(reference, charts)
      }
    }
  const images = [...found].map(([image, charts]) => ({ image, charts: [...charts].sort() }))
  return { images: images.toSorted(compareBy(({ image }) => image)), unseen: [...unseen].sort() }
}
