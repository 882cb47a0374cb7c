import { suggestion } from '@slipway/core'
import { type Item, list, texts } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { gatewaysOf, hostsOf } from '../../objects/virtual-service.ts'

/** https://istio.io/latest/docs/reference/config/networking/gateway/#Server */
function takes(server: string, host: string, item: Item, gateway: Item): boolean {
  const [space = '', pattern = ''] = server.includes('/') ? server.split('/') : ['*', server]
  if (space !== '*' && (space === '.' ? gateway.namespace : space) !== item.namespace) return false
  const wild = (text: string) => (text === '*' ? '' : text.startsWith('*.') ? text.slice(1) : undefined)
  const suffix = wild(pattern)
  if (suffix === undefined) return pattern === host || (wild(host) !== undefined && pattern.endsWith(wild(host) ?? ''))
  return host.endsWith(suffix) || (wild(host) !== undefined && suffix.endsWith(wild(host) ?? ''))
}

export const routeGateway: Rule = {
  code: 'route-gateway',
  guards: 'the gateways of a VirtualService are there and take its hosts',
  source:
    'https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService; istioctl IST0101, IST0132',
  check: (cluster, report) => {
    for (const item of cluster.kind('VirtualService')) {
      for (const [i, name] of gatewaysOf(item).entries()) {
        if (name === 'mesh') continue
        const [namespace = '', own = ''] = name.split('/')
        const gateway = cluster.find('Gateway', namespace, own)
        if (gateway === undefined) {
          report(
            item,
            `spec.gateways[${i}]`,
            'a Gateway that is there',
            suggestion(name, [...cluster.every('Gateway').map((g) => `${g.namespace}/${g.name}`), 'mesh']),
          )
          continue
        }
        const served = list(gateway.spec.servers).flatMap((s) => texts(s.hosts))
        for (const [j, host] of hostsOf(item).entries()) {
          // Names of the mesh: the same object may also serve the mesh.
          if (host.endsWith('.svc.cluster.local') || served.some((s) => takes(s, host, item, gateway))) continue
          report(
            item,
            `spec.hosts[${j}]`,
            `a host that the Gateway ${name} takes: ${served.join(', ')}`,
            'correct the host, or add it to the Gateway',
          )
        }
      }
    }
  },
}
