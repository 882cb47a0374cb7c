import type { Rule } from '../../engine/rule.ts'
import { isNodeAgent } from '../../objects/node-agent.ts'
import { podBreaches } from '../../objects/pod-breaches.ts'

export const podSecurity: Rule = {
  code: 'pod-security',
  guards: 'every pod keeps to the Pod Security Standard "restricted", and so to "baseline"',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/; FIELD-NOTES A6, D',
  check: (cluster, report) => {
    for (const workload of cluster.workloads.filter(({ item }) => !isNodeAgent(item)))
      for (const { level, name, at, want } of podBreaches(workload))
        report(workload.item, at, want, `${level} "${name}": correct it`)
  },
}
