import type { KubeObject, Rendered } from '@slipway/core'
import { type Fields, fields, text } from './value.ts'

export interface Item {
  readonly object: KubeObject
  readonly kind: string
  readonly apiVersion: string
  readonly name: string
  readonly namespace: string
  readonly spec: Fields
  readonly path: string
  readonly source: string
  /** From the path; team and app are empty outside of `clusters/`. */
  readonly tree: string
  readonly cluster: string
  readonly team: string
  readonly app: string
}

export function itemsOf({ path, source, objects }: Rendered): readonly Item[] {
  const [tree = '', cluster = '', team = '', app = ''] = path.split('/')
  const owned = tree === 'clusters'
  return objects.map((given) => {
    const metadata = fields(given.metadata)
    const object = metadata === given.metadata ? given : { ...given, metadata: { name: '' } }
    return {
      object,
      path,
      source,
      tree,
      cluster,
      team: owned ? team : '',
      app: owned ? app : '',
      kind: text(object.kind) ?? '',
      apiVersion: text(object.apiVersion) ?? '',
      name: text(metadata.name) ?? '',
      namespace: text(metadata.namespace) ?? '',
      spec: fields(object.spec),
    }
  })
}

export const nameOf = (item: Item): string =>
  `${item.kind} ${item.namespace === '' ? '' : `${item.namespace}/`}${item.name}`
