import { show, suggestion } from '@slipway/core'
import { at, type Fields, fields, list, names, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { canaries, virtualServicesOf } from '../../objects/canary.ts'
import { fullHost } from '../../objects/virtual-service.ts'

export const rolloutRoutes: Rule = {
  code: 'rollout-routes',
  guards: 'the routes that Rollouts weighs are there and hold both Services, and none of them is a managed one',
  source: 'Rollouts validation_references.go, ValidateHTTPRoutes (FIELD-NOTES A16)',
  check: (cluster, report) => {
    for (const canary of canaries(cluster)) {
      const { item, traffic, managed } = canary
      if (traffic?.istio === undefined || fields(traffic.istio).destinationRule !== undefined) continue
      const wanted = [canary.stable, canary.canary].map((name) => fullHost(name ?? '', item.namespace))
      const all = virtualServicesOf(canary)
      if (all.length === 0)
        report(
          item,
          'spec.strategy.canary.trafficRouting.istio',
          'the VirtualService that traffic is moved in',
          'name it',
          'no VirtualService',
        )
      for (const { name, routes, at: where } of all) {
        const [own = '', space] = name.split('.')
        const service = cluster.find('VirtualService', space ?? item.namespace, own)
        if (service === undefined) {
          report(item, `${where}.name`, `a VirtualService in ${space ?? item.namespace}`, 'correct the name')
          continue
        }
        const there = list(service.spec.http)
        const byName = new Map<string, Fields>(there.map((r) => [text(r.name) ?? '', r]))
        const plain = there.filter((r) => !managed.includes(text(r.name) ?? ''))
        if (routes.length === 0 && plain.length !== 1)
          report(item, `${where}.routes`, `the routes to weigh, as ${name} has ${plain.length}`, 'name them')
        const weighed: readonly Fields[] =
          routes.length === 0 ? plain.slice(0, 1) : routes.map((r) => byName.get(r)).filter((r) => r !== undefined)
        for (const [i, route] of routes.entries()) {
          if (!byName.has(route))
            report(
              item,
              `${where}.routes[${i}]`,
              `a route of the VirtualService ${name}`,
              suggestion(route, [...byName.keys()]),
            )
        }
        for (const route of weighed) {
          const hosts = list(route.route).map((r) =>
            fullHost(text(at(r, 'destination', 'host')) ?? '', service.namespace),
          )
          if (wanted.every((host) => hosts.includes(host)) && hosts.length === 2) continue
          report(
            item,
            where,
            `a route to ${names(wanted)} and nowhere else`,
            'correct the destinations',
            `the route ${show(route.name)} to ${names(hosts)}`,
          )
        }
        for (const name of managed) {
          if (byName.has(name))
            report(
              service,
              'spec.http',
              'no route of that name: Rollouts adds it and takes it away',
              'rename one of the two',
              `a route ${show(name)}`,
            )
        }
      }
    }
  },
}
