import { list, number } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const routeWeights: Rule = {
  code: 'route-weights',
  guards: 'the weights of every route sum to 100',
  source:
    'https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRouteDestination; Rollouts sets weights of 100 in all',
  check: (cluster, report) => {
    for (const item of cluster.kind('VirtualService')) {
      for (const protocol of ['http', 'tcp', 'tls']) {
        for (const [i, route] of list(item.spec[protocol]).entries()) {
          const weights = list(route.route).map((r) => r.weight)
          // A single destination takes all, with or without a weight.
          if (weights.length === 0 || (weights.length === 1 && weights[0] === undefined)) continue
          const sum = weights.reduce<number>((total, w) => total + (number(w) ?? 0), 0)
          if (sum !== 100)
            report(
              item,
              `spec.${protocol}[${i}].route`,
              '100 in all',
              'correct the weights',
              `weights of ${sum} in all`,
            )
        }
      }
    }
  },
}
