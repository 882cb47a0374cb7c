import type { Rule } from '../../engine/rule.ts'
import { isDeclared } from '../../objects/call.ts'
import { homeOf, serviceOf } from '../../objects/mesh-host.ts'
import { egressOf } from '../../objects/sidecar-egress.ts'

export const sidecarEgress: Rule = {
  code: 'sidecar-egress',
  guards: 'the hosts that a Sidecar lets its proxy know are there',
  source: 'https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener; istioctl IST0101',
  check: (cluster, report) => {
    for (const item of cluster.kind('Sidecar')) {
      for (const { namespace, host, at } of egressOf(item)) {
        if (host === '') {
          report(item, at, '<namespace>/<host>', 'add the namespace, or "."')
          continue
        }
        if (host.startsWith('*') || namespace === '*' || !cluster.isTeam(namespace)) continue
        const home = homeOf(cluster, host, item.namespace)
        const [name] = serviceOf(host) ?? []
        const isAwaited = home === undefined && name !== undefined && cluster.workloads.some((w) => isDeclared(w, name))
        if (home !== namespace && !isAwaited)
          report(item, at, 'a Service or ServiceEntry of that namespace', 'correct the host')
      }
    }
  },
}
