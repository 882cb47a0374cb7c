import { show } from '@slipway/core'
import { at, fields, type Item, key } from '@slipway/kube'
import type { Report, Rule } from '../../engine/rule.ts'
import { isKey } from './object-labels.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ */
const most = 256 * 1024

function annotations(item: Item, where: string, value: unknown, report: Report): void {
  let size = 0
  for (const [k, v] of Object.entries(fields(value))) {
    if (!isKey(k))
      report(
        item,
        key(where, k),
        'a name of at most 63 characters, after a DNS name and a slash if need be',
        'correct the key',
        `a key ${show(k)}`,
      )
    if (typeof v === 'string') size += Buffer.byteLength(k) + Buffer.byteLength(v)
    else report(item, key(where, k), 'text: annotations are never numbers or true', 'write it in quotes')
  }
  if (size > most)
    report(item, where, `at most ${most} bytes in all`, 'keep large texts in a ConfigMap', `${size} bytes`)
}

export const objectAnnotations: Rule = {
  code: 'object-annotations',
  guards: 'annotations are texts under well-formed keys, 256 KiB at most',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set',
  check: (cluster, report) => {
    for (const item of cluster.items)
      annotations(item, 'metadata.annotations', item.object.metadata.annotations, report)
    for (const { item, at: where, template } of cluster.workloads) {
      if (where !== '')
        annotations(item, `${where}.metadata.annotations`, at(template, 'metadata', 'annotations'), report)
    }
  },
}
