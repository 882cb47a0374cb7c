import type { Item } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

/** Paths lack the hash of what is named by its content, so that a diff compares old and new. */
const hashed = new Set(['ConfigMap', 'ExternalSecret'])
const nameInPath = (item: Item): readonly string[] =>
  hashed.has(item.kind) ? [item.name, item.name.replace(/-[0-9a-f]{8}$/, '')] : [item.name]

export const objectPath: Rule = {
  code: 'object-path',
  guards: 'a path is an address: clusters/<cluster>/<team>/<app>/<kind>-<name>.yaml',
  source: 'DESIGN 1; TASTE rule 9',
  check: (cluster, report) => {
    for (const item of cluster.items) {
      if (item.tree !== 'clusters') continue
      const parts = item.path.split('/')
      if (parts.length !== 5) {
        report(
          item,
          '',
          'clusters/<cluster>/<team>/<app>/<kind>-<name>.yaml',
          'correct the path where it is rendered',
          `a path of ${parts.length} parts`,
        )
        continue
      }
      const wanted = nameInPath(item).map((name) => `${item.kind.toLowerCase()}-${name}.yaml`)
      if (!wanted.includes(parts[4] ?? '')) {
        report(
          item,
          'metadata.name',
          `a file named ${wanted.join(' or ')}`,
          'name the file after what is in it',
          `${item.kind} ${item.name}`,
        )
      }
      if (cluster.cluster === undefined)
        report(item, '', 'a cluster of fleet/clusters', 'take it out', `a cluster "${item.cluster}"`)
    }
  },
}
