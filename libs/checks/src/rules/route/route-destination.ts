import { type Fields, type Item, list } from '@slipway/kube'
import { hostKey } from '../../engine/dependency-key.ts'
import type { Rule } from '../../engine/rule.ts'
import { destinationOf, mayBeExternal, serviceOf } from '../../objects/mesh-host.ts'
import { destinationsOf, fullHost, gatewaysOf } from '../../objects/virtual-service.ts'

/** The ports that a route of the mesh is for; none if it is for all. */
function calledPorts(item: Item, http: readonly Fields[], at: string): readonly unknown[] {
  const index = /^spec\.http\[(\d+)\]/.exec(at)?.[1]
  if (index === undefined || gatewaysOf(item).some((gateway) => gateway !== 'mesh')) return []
  const matches = list(http[Number(index)]?.match)
  return matches.every(({ port }) => port !== undefined) ? matches.map(({ port }) => port) : []
}

export const routeDestination: Rule = {
  code: 'route-destination',
  guards: 'every destination of a route is a Service or ServiceEntry that is there, on a port that it has',
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination; istioctl IST0101',
  check: (cluster, report) => {
    for (const item of cluster.kind('VirtualService')) {
      const http = list(item.spec.http)
      for (const { host, port, subset, at } of destinationsOf(item)) {
        const found = destinationOf(cluster, host, item.namespace)
        if (found === undefined) {
          if (mayBeExternal(cluster, host, item.namespace)) continue
          const hint =
            host.includes('.') && serviceOf(host) === undefined
              ? 'write <service>.<namespace>.svc.cluster.local: Istio completes only names without dots'
              : 'correct the host'
          report(item, `${at}.host`, 'the host of a Service or ServiceEntry that is there', hint)
          continue
        }
        const ports = [...found.ports].sort((a, b) => a - b)
        // In the mesh Istio takes the port that was called, where a route is for some that are there.
        const called = calledPorts(item, http, at)
        const isCalled = called.length > 0 && called.every((one) => found.ports.has(one as number))
        if (port === undefined && ports.length > 1 && !isCalled)
          report(item, `${at}.port`, `one of the ports of ${host}: ${ports.join(', ')}`, 'say the port')
        if (port !== undefined && !found.ports.has(port as number))
          report(item, `${at}.port.number`, `a port of ${host}: ${ports.join(', ')}`, 'correct the port')
        if (subset === undefined) continue
        const rule = cluster.by(hostKey('DestinationRule', fullHost(host, item.namespace))).at(-1)
        if (!list(rule?.spec.subsets).some((one) => one.name === subset))
          report(item, `${at}.subset`, `a subset of the DestinationRule of ${host}`, 'correct the name')
      }
    }
  },
}
