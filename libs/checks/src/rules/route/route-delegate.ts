import { show } from '@slipway/core'
import { nameOf } from '@slipway/kube'
import { delegateKey } from '../../engine/dependency-key.ts'
import type { Rule } from '../../engine/rule.ts'
import { delegatesOf, hostsOf } from '../../objects/virtual-service.ts'

export const routeDelegate: Rule = {
  code: 'route-delegate',
  guards:
    'what a root VirtualService hands over to is there and names no host or gateway, and what names no host is handed over to',
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#Delegate; FIELD-NOTES M4',
  check: (cluster, report) => {
    for (const item of cluster.kind('VirtualService')) {
      for (const { to, at, route } of delegatesOf(item)) {
        const [namespace = '', name = ''] = to.split('/')
        const found = cluster.find('VirtualService', namespace, name)
        if (found === undefined) {
          report(item, at, 'a VirtualService that is there', 'correct the name, or take the route out', show(to))
          continue
        }
        for (const field of ['hosts', 'gateways']) {
          if (found.spec[field] !== undefined)
            report(found, `spec.${field}`, `nothing: ${nameOf(item)} hands over to it`, 'take the field out')
        }
        if (delegatesOf(found).length > 0)
          report(
            found,
            'spec.http',
            'one level of delegation',
            'let the root name the last one',
            'routes that are handed over again',
          )
        if (route.route !== undefined || route.redirect !== undefined)
          report(item, at, 'a delegate alone', 'take one of them out', 'a delegate beside a route or redirect')
      }
    }
    for (const item of cluster.kind('VirtualService')) {
      if (hostsOf(item).length > 0 || cluster.by(delegateKey(item.namespace, item.name)).length > 0) continue
      report(
        item,
        'spec.hosts',
        'a host, or a root that delegates to it',
        'add one, or take the object out',
        'nothing, and no VirtualService hands over to it',
      )
    }
  },
}
