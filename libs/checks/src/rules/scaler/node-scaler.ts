import { capacityLabel } from '@slipway/fleet'
import { at, fields, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { type ArgoApplication, argoApplications, everyApplication } from '../../objects/argo-application.ts'

const karpenter = 'karpenter'
const autoscaler = 'cluster-autoscaler'
const handler = 'aws-node-termination-handler'

const chartsOf = ({ item, sources }: ArgoApplication) =>
  sources.flatMap(({ source, at: where }) => {
    const chart = text(source.chart)
    return chart === undefined ? [] : [{ item, source, chart, at: where }]
  })

export const nodeScaler: Rule = {
  code: 'node-scaler',
  guards:
    'one system starts the nodes of a cluster, whole: Karpenter with its pools, or the Cluster Autoscaler, with a termination handler for spot in groups of our own; and Karpenter hears of spot interruptions',
  source:
    'FIELD-NOTES A11; https://karpenter.sh/docs/faq/ (interruption handling); https://karpenter.sh/docs/reference/settings/; SYSTEM.md S1-27 to S1-29',
  check: (index, report) => {
    const { cluster } = index
    if (cluster === undefined) return
    const { scaler, groups, pools } = cluster.nodes
    const charts = argoApplications(index).flatMap(chartsOf)
    const needsHandler = scaler === autoscaler && groups === 'self-managed' && pools.some((p) => p.capacity === 'spot')
    const wanted = new Set([scaler, ...(needsHandler ? [handler] : [])])
    const file = `fleet/clusters/${index.name}.ts`
    for (const { item, source, chart, at: where } of charts) {
      if (![karpenter, autoscaler, handler].includes(chart)) continue
      if (!wanted.has(chart)) {
        const want =
          chart === handler
            ? `nobody beside ${scaler === karpenter ? 'Karpenter' : 'EKS, which drains nodes of managed groups itself'}`
            : `${scaler} alone, as ${file} says`
        report(item, `${where}.chart`, want, `take it out, or change nodes in ${file}`, chart)
        continue
      }
      if (chart === karpenter) {
        const settings = fields(at(source, 'helm', 'valuesObject', 'settings'))
        const under = `${where}.helm.valuesObject.settings`
        if (settings['clusterName'] !== index.name)
          report(
            item,
            `${under}.clusterName`,
            `${index.name}: machines join this cluster`,
            'correct it',
            text(settings['clusterName']) ?? 'nothing',
          )
        // Without it Karpenter misses EC2's two-minute notice, and spot machines stop with their pods on them.
        if (pools.some((p) => p.capacity === 'spot') && (text(settings['interruptionQueue']) ?? '') === '')
          report(
            item,
            `${under}.interruptionQueue`,
            'the queue that tells Karpenter of spot interruptions',
            `add it, such as karpenter-${index.name}`,
          )
      }
      const selector = fields(at(source, 'helm', 'valuesObject', 'nodeSelector'))
      if (chart === handler && selector[capacityLabel] !== 'spot')
        report(
          item,
          `${where}.helm.valuesObject.nodeSelector`,
          `${capacityLabel}: spot`,
          'add it',
          JSON.stringify(selector),
        )
    }
    const all = charts.length === 0 ? [] : everyApplication(index).flatMap(chartsOf)
    const [first] = all
    // Without add-ons in the tree, they come from elsewhere.
    for (const chart of first === undefined ? [] : wanted)
      if (first !== undefined && !all.some((c) => c.chart === chart))
        report(first.item, '', `${chart}, as ${file} says`, 'add it', `no Application of ${chart}`)
    if (scaler === karpenter) return
    for (const item of index.kind('NodePool', 'EC2NodeClass', 'NodeClaim'))
      report(
        item,
        'kind',
        `nothing of Karpenter's: ${file} says ${scaler}`,
        `take it out, or change nodes in ${file}`,
        item.kind,
      )
  },
}
