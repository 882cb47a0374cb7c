import { suggestion } from '@slipway/core'
import { at, list, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

/** https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#downwardapi-fieldRef */
const known = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]

export const envField: Rule = {
  code: 'env-field',
  guards: 'variables that the kubelet fills in name fields that it fills in',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/downward-api/',
  check: (cluster, report) => {
    for (const { item, spec: container, at: where } of cluster.containers) {
      for (const [i, variable] of list(container.env).entries()) {
        const field = text(at(variable, 'valueFrom', 'fieldRef', 'fieldPath'))
        if (field === undefined || known.includes(field) || /^metadata\.(labels|annotations)\['[^']+'\]$/.test(field))
          continue
        report(
          item,
          `${where}.env[${i}].valueFrom.fieldRef.fieldPath`,
          'a field that the kubelet fills in',
          suggestion(field, known),
        )
      }
    }
  },
}
