import { at, type Fields, fields, type Item, list, text, texts } from '@slipway/kube'

export const serviceSuffix = '.svc.cluster.local'

/**
 * As Istio reads it: only a name without dots is completed
 * (https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination). `web.shop` matches
 * nothing.
 */
export const fullHost = (host: string, namespace: string): string =>
  host.includes('.') || host === '*' ? host : `${host}.${namespace}${serviceSuffix}`

interface RouteDestination {
  readonly host: string
  readonly port: unknown
  readonly subset: string | undefined
  readonly at: string
}

const one = (destination: unknown, where: string): readonly RouteDestination[] => {
  const d = fields(destination)
  const host = text(d.host)
  return host === undefined ? [] : [{ host, port: at(d, 'port', 'number'), subset: text(d.subset), at: where }]
}

export const destinationsOf = (item: Item): readonly RouteDestination[] =>
  ['http', 'tcp', 'tls'].flatMap((protocol) =>
    list(item.spec[protocol]).flatMap((route, i) => {
      const where = `spec.${protocol}[${i}]`
      return [
        ...list(route.route).flatMap((r, j) => one(r.destination, `${where}.route[${j}].destination`)),
        ...one(route.mirror, `${where}.mirror`),
        ...list(route.mirrors).flatMap((m, j) => one(m.destination, `${where}.mirrors[${j}].destination`)),
      ]
    }),
  )

export const hostsOf = (item: Item): readonly string[] => texts(item.spec.hosts)

/** As `<namespace>/<name>`; `mesh` where it names none. */
export function gatewaysOf(item: Item): readonly string[] {
  const named = texts(item.spec.gateways)
  return named.length === 0
    ? ['mesh']
    : named.map((g) => (g === 'mesh' || g.includes('/') ? g : `${item.namespace}/${g}`))
}

export const delegatesOf = (
  item: Item,
): readonly { readonly to: string; readonly at: string; readonly route: Fields }[] =>
  list(item.spec.http).flatMap((route, i) => {
    const name = text(at(route, 'delegate', 'name'))
    return name === undefined
      ? []
      : [
          {
            to: `${text(at(route, 'delegate', 'namespace')) ?? item.namespace}/${name}`,
            at: `spec.http[${i}].delegate`,
            route,
          },
        ]
  })
