import { at } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const readOnlyRoot: Rule = {
  code: 'read-only-root',
  guards: 'no container writes to its own image',
  source: 'DESIGN 3; kube-linter no-read-only-root-fs; checkov CKV_K8S_22',
  check: (cluster, report) => {
    for (const { item, spec: container, at: where } of cluster.containers) {
      const value = at(container, 'securityContext', 'readOnlyRootFilesystem')
      if (value !== true)
        report(
          item,
          `${where}.securityContext.readOnlyRootFilesystem`,
          'true',
          'set it, and mount an emptyDir where it writes',
        )
    }
  },
}
