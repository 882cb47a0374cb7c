import { type Fields, list, number, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { destinationOf } from '../../objects/mesh-host.ts'
import { destinationsOf, gatewaysOf, hostsOf } from '../../objects/virtual-service.ts'

/**
 * Whether istiod makes HTTP routes for a port of a Service: by its protocol, or because it says none and is guessed.
 */
function isRouted({ appProtocol, name, protocol }: Fields): boolean {
  if (protocol === 'UDP') return false
  const said = text(appProtocol) ?? (text(name) ?? '').split('-')[0] ?? ''
  return !/^(tcp|tls|https|mongo|mysql|redis|postgres|smtp)$/.test(said)
}

/** The routes that requests to a port may take: up to the first that takes them all. */
function routesAt(routes: readonly Fields[], port: number): readonly number[] {
  const own: number[] = []
  for (const [i, route] of routes.entries()) {
    const matches = list(route.match)
    const fit = matches.filter((match) => match.port === undefined || match.port === port)
    if (matches.length === 0 || fit.length > 0) own.push(i)
    if (matches.length === 0 || fit.some((match) => Object.keys(match).every((key) => key === 'port'))) break
  }
  return own
}

export const routePorts: Rule = {
  code: 'route-ports',
  guards: 'in the mesh, a request to a port of a Service arrives at that port',
  source: 'FIELD-NOTES N4; istio pilot/pkg/networking/core/route/route.go (a route without a port serves every port)',
  check: (cluster, report) => {
    for (const item of cluster.kind('VirtualService')) {
      if (!gatewaysOf(item).includes('mesh')) continue
      const routes = list(item.spec.http)
      const destinations = destinationsOf(item)
      for (const host of hostsOf(item)) {
        const service = destinationOf(cluster, host, item.namespace)
        if (service?.item.kind !== 'Service') continue
        for (const port of list(service.item.spec.ports)
          .filter(isRouted)
          .flatMap((p) => number(p.port) ?? [])) {
          const own = routesAt(routes, port)
          if (own.length === 0)
            report(item, 'spec.http', `a route for port ${port}`, `add one with match: [{ port: ${port} }]`, 'none')
          const wrong = own
            .flatMap((i) => destinations.filter(({ at }) => at.startsWith(`spec.http[${i}].`)))
            .find(
              (to) =>
                to.port !== undefined &&
                to.port !== port &&
                destinationOf(cluster, to.host, item.namespace)?.ports.has(port) === true,
            )
          if (wrong !== undefined)
            report(
              item,
              `${wrong.at}.port.number`,
              `${port}, as requests to port ${port} of ${host} come here`,
              'give each port a route of its own, with match: [{ port: ... }]',
            )
        }
      }
    }
  },
}
