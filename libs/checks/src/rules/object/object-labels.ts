import { show } from '@slipway/core'
import { at, fields, type Item, key } from '@slipway/kube'
import type { Report, Rule } from '../../engine/rule.ts'

const prefix = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
const name = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/

export function isKey(text: string): boolean {
  const parts = text.split('/')
  const [own = '', before] = parts.reverse()
  return (
    parts.length <= 2 &&
    own.length <= 63 &&
    name.test(own) &&
    (before === undefined || (before.length <= 253 && prefix.test(before)))
  )
}

const isValue = (value: unknown): boolean =>
  typeof value === 'string' && (value === '' || (value.length <= 63 && name.test(value)))

function labels(item: Item, where: string, value: unknown, report: Report): void {
  for (const [k, v] of Object.entries(fields(value))) {
    if (!isKey(k))
      report(
        item,
        key(where, k),
        'a name of at most 63 characters, after a DNS name and a slash if need be',
        'correct the key',
        `a key ${show(k)}`,
      )
    if (!isValue(v))
      report(
        item,
        key(where, k),
        'text of at most 63 letters, digits, dashes, dots and underscores',
        'correct the value',
      )
  }
}

export const objectLabels: Rule = {
  code: 'object-labels',
  guards: 'labels have the form that the API server takes, on objects and on pods',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
  check: (cluster, report) => {
    for (const item of cluster.items) labels(item, 'metadata.labels', item.object.metadata.labels, report)
    for (const { item, at: where, template } of cluster.workloads) {
      if (where !== '') labels(item, `${where}.metadata.labels`, at(template, 'metadata', 'labels'), report)
    }
  },
}
