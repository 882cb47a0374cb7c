import { createHash } from 'node:crypto'
import { issue, type Issue, type KubeObject } from '@slipway/core'
import type { ImageDigests } from '@slipway/fleet'
import { hasChartsTag, isPinnable, pinnedValues, type Addon } from '@slipway/platform'
import { upstreamImage } from '../rules/images.ts'
import type { Facts } from '../sheet/sheet.ts'

const digestOf = (image: string): string => `sha256:${createHash('sha256').update(image).digest('hex')}`

/** A digest for each image that has none, made of its name. */
function standIns({ props: { chart, version, values } }: Addon, facts: Facts): ImageDigests {
  const images = facts.workloads.flatMap(({ containers }) => containers.map(({ image }) => image))
  return Object.fromEntries(
    images.flatMap((image) => {
      const reference = image.includes('@') ? undefined : upstreamImage(image)
      if (reference === undefined || !isPinnable(chart, reference)) return []
      const charts = hasChartsTag(chart, reference, values) ? [`${chart} ${version}`] : []
      return [[reference, { digest: digestOf(reference), charts }]]
    }),
  )
}

/** Facts as they are to be with these digests. */
const withDigests = (facts: Facts, digests: ImageDigests): Facts => ({
  ...facts,
  workloads: facts.workloads.map((workload) => ({
    ...workload,
    containers: workload.containers.map((container) => {
      const digest = digests[upstreamImage(container.image) ?? '']?.digest
      return digest === undefined ? container : { ...container, image: `${container.image}@${digest}` }
    }),
  })),
})

/**
 * Whether the values by which images get digests (image-pins.ts) do that in this version of the chart, and nothing
 * else.
 */
export async function pinIssues(
  addon: Addon,
  facts: Facts,
  render: (addon: Pick<Addon, 'name' | 'props'>) => Promise<readonly KubeObject[] | undefined>,
  factsIn: (objects: readonly KubeObject[]) => Facts,
): Promise<readonly Issue[]> {
  const { name, props } = addon
  const digests = standIns(addon, facts)
  if (Object.keys(digests).length === 0) return []
  const values = pinnedValues(props.chart, props.version, props.values, digests)
  const objects = await render({ name, props: { ...props, values } })
  if (objects === undefined) return []
  const [wanted, got] = [withDigests(facts, digests), factsIn(objects)].map((one) => JSON.stringify(one)) as [
    string,
    string,
  ]
  if (wanted === got) return []
  const missing = Object.entries(digests).filter(([, { digest }]) => !got.includes(digest))
  return [
    issue(
      `the chart ${props.chart} ${props.version}`,
      `release ${name}`,
      'chart-pin',
      missing.length === 0
        ? 'other facts with images by digest'
        : `no digest at ${missing.map(([image]) => image).join(', ')}`,
      'images by digest, and all else as it is',
      "correct the chart's row in libs/platform/src/addons/image-pins.ts",
    ),
  ]
}
