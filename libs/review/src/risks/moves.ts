import { folderOf } from '@slipway/core'
import { factsOf } from '../read/fleet-facts.ts'
import { rule } from './risk.ts'

/** Objects that go on elsewhere: who approves them, and where they run. */
export const moveRisks = [
  // As in CODEOWNERS itself: the former owners no longer approve it.
  rule('moved', 'exposure', 'whose file an object is in', ({ change, delta, trees }) => {
    const { before, after, moved } = change
    if (delta !== undefined || !moved || before === undefined || after === undefined) return undefined
    const [from, to] = [trees.owners(before.path), trees.owners(after.path)]
    const lost = from.filter((owner) => !to.includes(owner))
    return lost.length > 0 && ['high', 'moved-owners', { from, to }]
  }),
  rule(
    'moved',
    'exposure',
    'objects of one environment that go to another',
    ({ change, delta, entity, trees, fleet }) => {
      // A patch moves no object.
      if (delta !== undefined || trees.after.isForTools(entity)) return undefined
      // In a place of its own an object has another key, so it is added here and gone there.
      const from = change.after !== undefined && change.before === undefined ? trees.before.elsewhere(entity) : []
      const left = from.filter(
        (one) => trees.after.find(one.location.cluster, one.kind, one.namespace, one.name) === undefined,
      )
      const clusters = [...new Set(left.map(({ location }) => location.cluster))].sort()
      if (clusters.length === 0) return undefined
      const to = entity.location.cluster
      return [factsOf(fleet, to).prod ? 'high' : 'medium', 'moved-environment', { from: clusters, to }]
    },
  ),
  rule('moved', 'exposure', 'folders that are read by whoever applies them', ({ change, delta }) => {
    const { before, after, moved } = change
    if (delta !== undefined || !moved || before === undefined || after === undefined) return undefined
    // In a tree of ours the folder says team and app; elsewhere nothing says who applies it.
    if (after.location.app !== '' || folderOf(before.path) === folderOf(after.path)) return undefined
    return ['low', 'moved-folder', { from: folderOf(before.path), to: folderOf(after.path) }]
  }),
]
