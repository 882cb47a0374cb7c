import { isEmpty, names } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { selecting, selectorOf } from '../../objects/selecting.ts'

export const sidecarOnce: Rule = {
  code: 'sidecar-once',
  guards: 'no pod has two Sidecars that select it: which of them its proxy obeys is undefined',
  source: 'https://istio.io/latest/docs/reference/config/networking/sidecar/ (two or more with a workloadSelector)',
  check: (cluster, report) => {
    for (const workload of cluster.workloads) {
      const found = selecting(cluster, 'Sidecar', workload).filter((one) => !isEmpty(selectorOf(one)))
      if (found.length > 1)
        report(
          workload.item,
          `${workload.at}.metadata.labels`,
          'one Sidecar for a pod',
          'leave the one that `calls` makes, and change it by `patch`',
          `labels that ${names(found.map((one) => one.name))} select`,
        )
    }
  },
}
