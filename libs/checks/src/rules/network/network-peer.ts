import { fields, isEmpty, list, pairsOf, selectorText, texts } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { isDeclared } from '../../objects/call.ts'
import { teamsMatching } from '../../objects/network.ts'

export const networkPeer: Rule = {
  code: 'network-peer',
  guards: 'no NetworkPolicy is open to the whole world, or names pods by a label of nobody',
  source:
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/; ' +
    'a peer with an empty namespaceSelector is every pod of the cluster',
  check: (cluster, report) => {
    for (const item of cluster.kind('NetworkPolicy')) {
      if (!cluster.isTeam(item.namespace)) continue
      for (const [direction, side] of [
        ['ingress', 'from'],
        ['egress', 'to'],
      ] as const) {
        for (const [i, rule] of list(item.spec[direction]).entries()) {
          const peers = list(rule[side])
          if (peers.length === 0)
            report(item, `spec.${direction}[${i}].${side}`, 'who is meant', 'name the peers', 'everybody')
          for (const [j, peer] of peers.entries()) {
            const where = `spec.${direction}[${i}].${side}[${j}]`
            const { podSelector, namespaceSelector, ipBlock } = peer
            if (
              ipBlock === undefined &&
              podSelector === undefined &&
              namespaceSelector !== undefined &&
              isEmpty(namespaceSelector)
            ) {
              report(item, `${where}.namespaceSelector`, 'the namespace that is meant', 'name it', 'every namespace')
            }
            const cidr = fields(ipBlock).cidr
            if (direction === 'ingress' && (cidr === '0.0.0.0/0' || cidr === '::/0'))
              report(item, `${where}.ipBlock.cidr`, 'a range that is meant', 'narrow it', cidr)
            if (
              direction === 'egress' &&
              (cidr === '0.0.0.0/0' || cidr === '::/0') &&
              texts(fields(ipBlock).except).length === 0
            ) {
              report(
                item,
                `${where}.ipBlock.cidr`,
                'public addresses only: with exceptions for private ones',
                'add the private ranges to except',
                cidr,
              )
            }
            if (podSelector === undefined || isEmpty(podSelector)) continue
            // An Ingress rule may name callers that do not exist yet; targets of Egress have to exist, or be in
            // `calls`.
            if (
              direction === 'ingress' &&
              pairsOf(fields(podSelector)).some(([k]) => !k.startsWith('app.kubernetes.io/'))
            )
              continue
            const named = pairsOf(fields(podSelector)).find(([k]) => k === 'app.kubernetes.io/name')?.[1]
            if (direction === 'egress' && cluster.workloads.some((w) => isDeclared(w, named ?? ''))) continue
            const spaces =
              namespaceSelector === undefined ? [item.namespace] : teamsMatching(cluster, fields(namespaceSelector))
            if (spaces.length === 0 || spaces.some((space) => cluster.selected(space, podSelector).length > 0)) continue
            report(
              item,
              `${where}.podSelector`,
              `labels that pods in ${spaces.join(', ')} have`,
              'correct the selector',
              selectorText(fields(podSelector)),
            )
          }
        }
      }
    }
  },
}
