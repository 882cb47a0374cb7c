import { fieldPath } from '@slipway/core'
import type { SpecPart } from '../shape/app.ts'
import { isBytes, type ExposeBytes } from '../shape/state.ts'
import { hostsOf, isHost, isHostRedirect, isWholeHost, type Expose } from '../shape/expose.ts'

/** A host that an app is on, or that it redirects. */
export interface HostClaim {
  readonly host: string
  /** The same label is another host at the internal gateway. */
  readonly key: string
  readonly at: string
  readonly paths: readonly { readonly path: string; readonly at: string }[]
}

/** Hosts and paths that one app claims in an environment; a wrong value claims nothing. */
export function hostClaims(spec: SpecPart | undefined): readonly HostClaim[] {
  // Its port tells it from pages of the same host, whose owner has to agree all the same.
  if ((spec?.kind !== 'http' && spec?.kind !== 'stateful' && spec?.kind !== 'function') || spec.expose === undefined)
    return []
  if (isBytes(spec.expose)) {
    const { host } = spec.expose as Partial<ExposeBytes>
    return host === undefined ? [] : [{ host, key: host, at: 'expose.host', paths: [] }]
  }
  const { host, path = [], gateway, redirects = {} } = spec.expose as Partial<Expose>
  const key = (name: string) => (gateway === 'internal' && !isWholeHost(name) ? `internal ${name}` : name)
  const paths = [path]
    .flat()
    .map((p, i) => ({ path: p, at: Array.isArray(path) ? `expose.path[${i}]` : 'expose.path' }))
  const own = host === undefined ? [] : hostsOf({ host })
  const from = Object.keys(redirects).filter((name) => isHostRedirect(name) && isHost(name))
  return [
    ...own.map((name, i) => ({
      host: name,
      key: key(name),
      at: Array.isArray(host) ? `expose.host[${i}]` : 'expose.host',
      paths,
    })),
    ...from.map((name) => {
      const at = fieldPath(['expose', 'redirects', name])
      return { host: name, key: key(name), at, paths: [{ path: '/', at }] }
    }),
  ]
}
