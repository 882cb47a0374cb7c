import { at, list, text } from '@slipway/kube'
import { pattern } from '../compare/pattern.ts'
import { factsOf } from '../read/fleet-facts.ts'
import { rule } from './risk.ts'

const image = pattern('spec.containers[*].image|spec.initContainers[*].image')
const digestOf = (value: unknown): string | undefined => /@(sha256:[0-9a-f]{64})$/.exec(text(value) ?? '')?.[1]

/** Whether an image is named by a tag that is meant to be moved, or by none. */
function moves(value: unknown): boolean {
  const said = text(value)
  const [, tag = 'latest'] = /:([^/:]+)$/.exec(said ?? '') ?? []
  return said !== undefined && /^(?:latest|main|master|develop|dev|edge|nightly|stable|current)$/.test(tag)
}

/** Our own way of working. */
export const policyRisks = [
  rule(
    'unproved-image',
    'policy',
    'digests that the environment before never ran',
    ({ pod, delta, change: { after }, trees, fleet }) => {
      if (pod === undefined || delta === undefined || after === undefined || !image(pod)) return undefined
      const digest = digestOf(delta.after)
      const facts = (cluster: string) => factsOf(fleet, cluster)
      if (!facts(after.location.cluster).prod || digest === undefined) return undefined
      // The last before prod; without fleet data, any but prod.
      const proving = [...fleet.values()].filter(({ prod }) => !prod).at(-1)?.environment
      const before = trees.clusters.filter(
        (cluster) => !facts(cluster).prod && (proving === undefined || facts(cluster).environment === proving),
      )
      const ran = (cluster: string) => {
        const twin = trees.before.find(cluster, after.kind, after.namespace, after.name)
        return list(at(twin?.value, 'spec', 'template', 'spec', 'containers')).some((c) => digestOf(c.image) === digest)
      }
      return before.length > 0 && !before.some(ran) && ['high', 'image-unproved', before]
    },
  ),
  rule(
    'image-unpinned',
    'policy',
    'images by digest',
    ({ pod, delta }) =>
      pod !== undefined &&
      image(pod) &&
      digestOf(delta?.after) === undefined &&
      (digestOf(delta?.before) !== undefined ||
        (moves(delta?.after) && delta?.before !== undefined && !moves(delta.before))) && ['medium', 'image-by-tag'],
  ),
  rule('not-known', 'policy', 'what review cannot see', ({ effects, delta }) => {
    // A field that goes from a schema has a risk of its own.
    const [parent, last] = delta?.steps.slice(-2) ?? []
    if (
      delta?.op === 'remove' &&
      delta.steps.includes('schema') &&
      (parent === 'properties' || last === 'x-kubernetes-preserve-unknown-fields')
    )
      return undefined
    // Applications have a risk of their own.
    const odd = effects.find(({ kind, code }) => kind === 'unknown' && code !== 'applications')
    // Those that no controller reads.
    const isForTools = odd?.code === 'no-object' || odd?.code === 'tool-input'
    return odd && ['low', isForTools ? 'read-by-tools' : 'not-known']
  }),
]
