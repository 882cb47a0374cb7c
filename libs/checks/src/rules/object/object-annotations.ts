import { key } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { judgeMetadata } from '../../objects/metadata.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ */
const most = 256 * 1024

export const objectAnnotations: Rule = {
  code: 'object-annotations',
  guards: 'annotations are texts under well-formed keys, 256 KiB at most',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set',
  check: (cluster, report) =>
    judgeMetadata(cluster, 'annotations', report, (item, where, annotations) => {
      let size = 0
      for (const [k, v] of Object.entries(annotations))
        if (typeof v === 'string') size += Buffer.byteLength(k) + Buffer.byteLength(v)
        else report(item, key(where, k), 'text: annotations are never numbers or true', 'write it in quotes')
      if (size > most)
        report(item, where, `at most ${most} bytes in all`, 'keep large texts in a ConfigMap', `${size} bytes`)
    }),
}
