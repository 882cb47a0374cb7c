import { at, list, text, texts } from '@slipway/kube'
import type { Entity } from '../read/entity.ts'

/**
 * The gateways that a route is at, each with its namespace; `mesh` for the sidecars of a VirtualService. One without a
 * namespace is in the route's own; a parent of the Gateway API may name a listener, too.
 */
export function gatewaysOf({ kind, namespace, value }: Entity): readonly string[] {
  if (kind !== 'VirtualService')
    return list(at(value, 'spec', 'parentRefs')).map(({ name, namespace: place, sectionName }) =>
      [text(place) ?? namespace, text(name), text(sectionName)].filter((one) => one !== undefined).join('/'),
    )
  const named = texts(at(value, 'spec', 'gateways'))
  if (named.length === 0) return ['mesh']
  return named.map((gateway) => (gateway === 'mesh' || gateway.includes('/') ? gateway : `${namespace}/${gateway}`))
}
