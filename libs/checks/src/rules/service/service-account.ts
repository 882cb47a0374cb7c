import { text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const serviceAccount: Rule = {
  code: 'service-account',
  guards: 'every pod has a ServiceAccount of its own that exists, and no token for the API server',
  source: 'kube-linter non-existent-service-account; checkov CKV_K8S_38; polaris automountServiceAccountToken',
  check: (cluster, report) => {
    for (const { item, pod, podAt: here } of cluster.workloads) {
      const name = text(pod.serviceAccountName)
      if (pod.serviceAccount !== undefined)
        report(item, `${here}.serviceAccount`, 'serviceAccountName: this field is deprecated', 'rename the field')
      if (name === undefined || name === 'default') {
        report(item, `${here}.serviceAccountName`, 'a ServiceAccount of its own', 'name one')
        continue
      }
      const account = cluster.find('ServiceAccount', item.namespace, name)
      if (account === undefined) {
        report(
          item,
          `${here}.serviceAccountName`,
          `a ServiceAccount in ${item.namespace}`,
          'add the ServiceAccount, or correct the name',
        )
      } else if (account.team !== item.team || account.app !== item.app) {
        report(
          item,
          `${here}.serviceAccountName`,
          'the ServiceAccount of its own app: by another one its pods would have the rights of that app in AWS and in the mesh',
          'name its own, or leave the field as Slipway writes it',
        )
      }
      // A pod that needs the API mounts a projected token as a volume.
      const mounts = pod.automountServiceAccountToken ?? account?.object.automountServiceAccountToken ?? true
      if (mounts !== false)
        report(
          item,
          `${here}.automountServiceAccountToken`,
          'false, here or on its ServiceAccount',
          'set it; a pod that needs a token mounts a projected one',
        )
    }
  },
}
