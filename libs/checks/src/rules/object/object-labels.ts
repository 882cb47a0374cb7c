import { key } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { judgeMetadata, labelText } from '../../objects/metadata.ts'

const isValue = (value: unknown): boolean =>
  typeof value === 'string' && (value === '' || (value.length <= 63 && labelText.test(value)))

export const objectLabels: Rule = {
  code: 'object-labels',
  guards: 'labels have the form that the API server takes, on objects and on pods',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
  check: (cluster, report) =>
    judgeMetadata(cluster, 'labels', report, (item, where, labels) => {
      for (const [k, v] of Object.entries(labels))
        if (!isValue(v))
          report(
            item,
            key(where, k),
            'text of at most 63 letters, digits, dashes, dots and underscores',
            'correct the value',
          )
    }),
}
