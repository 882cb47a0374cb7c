import { show } from '@slipway/core'
import { labelsOf } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const namespaceGuard: Rule = {
  code: 'namespace-guard',
  guards:
    "a team's Namespace is there, in the mesh, refuses pods that are not restricted, and is never pruned with all that is in it",
  source:
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/; FIELD-NOTES A8 (Prune=false, Delete=false)',
  check: (cluster, report) => {
    for (const [name, first] of cluster.teamSpaces) {
      const item = cluster.find('Namespace', '', name)
      if (item === undefined) {
        report(first, 'metadata.namespace', 'a Namespace that is there', "add it to the team's folder")
        continue
      }
      const labels = labelsOf(item.object.metadata.labels)
      const level = labels['pod-security.kubernetes.io/enforce']
      if (level !== 'restricted')
        report(item, 'metadata.labels."pod-security.kubernetes.io/enforce"', '"restricted"', 'add the label')
      if (labels['istio-injection'] !== 'enabled' && labels['istio.io/rev'] === undefined)
        report(item, 'metadata.labels.istio-injection', '"enabled", or a revision in istio.io/rev', 'add the label')
      const options = labelsOf(item.object.metadata.annotations)['argocd.argoproj.io/sync-options'] ?? ''
      for (const option of ['Prune', 'Delete']) {
        if (!new RegExp(`(^|,)${option}=(false|confirm)(,|$)`).test(options))
          report(
            item,
            'metadata.annotations."argocd.argoproj.io/sync-options"',
            `${option}=false: with the Namespace everything in it would go`,
            'add it',
            show(options),
          )
      }
    }
  },
}
