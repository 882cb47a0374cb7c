import { at, fields, isEmpty, list, matches, selectorText, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

function affinityTerms(pod: unknown): readonly (readonly [string, unknown])[] {
  return ['podAffinity', 'podAntiAffinity'].flatMap((kind) => {
    const root = fields(at(pod, 'affinity', kind))
    const required = list(root.requiredDuringSchedulingIgnoredDuringExecution)
    const preferred = list(root.preferredDuringSchedulingIgnoredDuringExecution)
    return [
      ...required.map((t, i) => [`affinity.${kind}.requiredDuringSchedulingIgnoredDuringExecution[${i}]`, t] as const),
      ...preferred.map(
        (t, i) =>
          [
            `affinity.${kind}.preferredDuringSchedulingIgnoredDuringExecution[${i}].podAffinityTerm`,
            t.podAffinityTerm,
          ] as const,
      ),
    ]
  })
}

export const spreadOwn: Rule = {
  code: 'spread-own',
  guards: "spread constraints count the pod's own kind, and affinity terms name pods that are there",
  source:
    'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/ (known limitations: nobody checks the selector)',
  check: (cluster, report) => {
    for (const workload of cluster.workloads) {
      const { item, pod, podAt: where, labels } = workload
      const own = selectorText(labels)
      for (const [i, constraint] of list(pod.topologySpreadConstraints).entries()) {
        const selector = fields(constraint.labelSelector)
        const here = `${where}.topologySpreadConstraints[${i}]`
        if (text(constraint.topologyKey) === undefined)
          report(item, `${here}.topologyKey`, 'a label of nodes, such as topology.kubernetes.io/zone', 'add it')
        if (isEmpty(selector))
          report(
            item,
            `${here}.labelSelector`,
            `labels of its own pods (${own})`,
            'add a selector: without one no pod counts',
          )
        else if (!matches(selector, labels))
          report(
            item,
            `${here}.labelSelector`,
            `labels of its own pods (${own})`,
            'correct the selector',
            selectorText(selector),
          )
      }
      for (const [path, term] of affinityTerms(pod)) {
        const selector = fields(at(term, 'labelSelector'))
        const elsewhere = at(term, 'namespaces') !== undefined || at(term, 'namespaceSelector') !== undefined
        if (elsewhere || isEmpty(selector) || cluster.selected(item.namespace, selector).length > 0) continue
        report(
          item,
          `${where}.${path}.labelSelector`,
          `labels that pods in ${item.namespace} have`,
          'correct the selector',
          selectorText(selector),
        )
      }
    }
  },
}
