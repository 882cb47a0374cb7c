import type { Entity } from '../read/entity.ts'
import type { Trees } from '../read/trees.ts'
import { labelsIn } from './label-index.ts'

/** Its policies hold for every namespace of the mesh. */
const meshRoot = 'istio-system'

/**
 * Whether the namespace of an object comes with this change and nothing ran in it, so that a limit there cuts nobody
 * off. A namespace that neither tree has may be somebody else's, with pods in it.
 */
export function isInNewNamespace(entity: Entity, trees: Trees): boolean {
  const { location, namespace } = entity
  const has = (tree: Trees['before']) => tree.find(location.cluster, 'Namespace', '', namespace) !== undefined
  return (
    namespace !== meshRoot &&
    has(trees.after) &&
    !has(trees.before) &&
    labelsIn(trees.before, entity).selected({}).length === 0
  )
}
