import { suggestion } from '@slipway/core'
import { at, list, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const storageClass: Rule = {
  code: 'storage-class',
  guards: 'the StorageClass of every volume claim is one that the tree brings: a claim of another waits for ever',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1',
  check: (cluster, report) => {
    const known = cluster.every('StorageClass').map((c) => c.name)
    for (const item of cluster.kind('StatefulSet', 'PersistentVolumeClaim')) {
      const claims = item.kind === 'StatefulSet' ? list(item.spec.volumeClaimTemplates) : [item.object]
      for (const [i, claim] of claims.entries()) {
        const name = text(at(claim, 'spec', 'storageClassName'))
        const where = item.kind === 'StatefulSet' ? `spec.volumeClaimTemplates[${i}].spec` : 'spec'
        if (name !== undefined && !known.includes(name))
          report(item, `${where}.storageClassName`, 'a StorageClass of the cluster', suggestion(name, known))
      }
    }
  },
}
