import { nameForms, show } from '@slipway/core'
import { at, fields, type Fields, type Item, key } from '@slipway/kube'
import type { Report } from '../engine/rule.ts'
import type { RuleContext } from '../engine/rule-context.ts'

export const labelText = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/

/** Most objects have the same keys. */
const seen = new Map<string, boolean>()

export function isKey(text: string): boolean {
  let isOne = seen.get(text)
  if (isOne === undefined) seen.set(text, (isOne = hasForm(text)))
  return isOne
}

function hasForm(text: string): boolean {
  const parts = text.split('/')
  const [own = '', before] = parts.reverse()
  return (
    parts.length <= 2 &&
    own.length <= 63 &&
    labelText.test(own) &&
    (before === undefined || (before.length <= 253 && nameForms.subdomain.test(before)))
  )
}

/** Labels or annotations of all objects and pod templates; their keys have the same form. */
export function judgeMetadata(
  { items, workloads }: RuleContext,
  field: 'labels' | 'annotations',
  report: Report,
  judge: (item: Item, where: string, found: Fields) => void,
): void {
  const one = (item: Item, where: string, value: unknown): void => {
    const found = fields(value)
    for (const k of Object.keys(found))
      if (!isKey(k))
        report(
          item,
          key(where, k),
          'a name of at most 63 characters, after a DNS name and a slash if need be',
          'correct the key',
          `a key ${show(k)}`,
        )
    judge(item, where, found)
  }
  for (const item of items) one(item, `metadata.${field}`, item.object.metadata[field])
  for (const { item, at: where, template } of workloads)
    if (where !== '') one(item, `${where}.metadata.${field}`, at(template, 'metadata', field))
}
