import { at, list, text } from '@slipway/kube'
import { factsOf } from '../changes/fleet-facts.ts'
import { pattern } from '../compare/pattern.ts'
import { rule, type RiskRule } from './risk.ts'

const image = pattern('spec.containers[*].image|spec.initContainers[*].image')
const digestOf = (value: unknown): string | undefined => /@(sha256:[0-9a-f]{64})$/.exec(text(value) ?? '')?.[1]

/** What our own way of working wants. */
export const policyRisks: readonly RiskRule[] = [
  rule(
    'unproved-image',
    'policy',
    'digests that the environment before never ran',
    ({ pod, delta, change, trees, fleet }) => {
      const { after } = change
      if (pod === undefined || delta === undefined || after === undefined || !image(pod)) return undefined
      const here = factsOf(fleet, after.place.cluster)
      const digest = digestOf(delta.after)
      if (!here.prod || digest === undefined) return undefined
      const others = trees.clusters.filter((cluster) => !factsOf(fleet, cluster).prod)
      // The last environment before prod; without fleet data, any that is not prod.
      const proving = [...fleet.values()].filter(({ prod }) => !prod).at(-1)?.environment
      const before = others.filter(
        (cluster) => proving === undefined || factsOf(fleet, cluster).environment === proving,
      )
      if (before.length === 0) return undefined
      const ran = before.some((cluster) => {
        const twin = trees.before.find(cluster, after.kind, after.namespace, after.name)
        return list(at(twin?.value, 'spec', 'template', 'spec', 'containers')).some((c) => digestOf(c.image) === digest)
      })
      return ran ? undefined : ['high', `${before.join(', ')} did not run this image before`]
    },
  ),
  rule('image-unpinned', 'policy', 'images by digest', ({ pod, delta }) =>
    pod !== undefined &&
    delta !== undefined &&
    image(pod) &&
    digestOf(delta.before) !== undefined &&
    digestOf(delta.after) === undefined
      ? ['medium', 'the image is named by a tag, which can be moved']
      : undefined,
  ),
  rule('not-known', 'policy', 'what review cannot see', ({ effects }) => {
    const odd = effects.find(({ kind }) => kind === 'unknown')
    return odd === undefined ? undefined : ['low', odd.text]
  }),
]
