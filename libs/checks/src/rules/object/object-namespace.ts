import { platformTeam } from '@slipway/fleet'
import { knownKinds } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const objectNamespace: Rule = {
  code: 'object-namespace',
  guards: "every object says its namespace, and a team's objects stay in the team's own",
  source: 'DESIGN 3 (a team is a namespace); checkov CKV_K8S_21',
  check: (cluster, report) => {
    for (const item of cluster.items) {
      const namespaced = knownKinds[item.kind]?.namespaced
      if (namespaced === undefined) continue
      if (!namespaced) {
        if (item.namespace !== '')
          report(
            item,
            'metadata.namespace',
            `nothing: a ${item.kind} belongs to the whole cluster`,
            'take the namespace out',
          )
        else if (
          item.kind === 'Namespace' &&
          item.team !== '' &&
          item.team !== platformTeam &&
          item.name !== item.team
        ) {
          report(item, 'metadata.name', `the team's own name, "${item.team}"`, 'correct the name')
        }
      } else if (item.tree === 'clusters' && item.team !== platformTeam) {
        if (item.namespace !== item.team)
          report(item, 'metadata.namespace', `the team of its path, "${item.team}"`, 'correct the namespace')
      } else if (item.namespace === '' || item.namespace === 'default') {
        report(item, 'metadata.namespace', 'a namespace in so many words, other than "default"', 'say the namespace')
      }
    }
  },
}
