import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { Service, type SpecOf } from '../chart/kinds.ts'
import { headlessName, prunedLast, selector, sides } from '../labels.ts'
import { servicePort, transportOf } from '../port.ts'

type Spec = SpecOf<typeof Service>

/** To the named port (SYSTEM.md S0-48). It names every protocol: to guess one, Istio waits for the client's first bytes. */
const ports = (app: ResolvedApp, numberOf = servicePort) =>
  app.ports.map((port) => ({
    name: port.name,
    protocol: transportOf(port),
    port: numberOf(port),
    targetPort: port.name,
    ...(port.protocol === 'udp' ? {} : { appProtocol: port.protocol }),
  }))

/** For callers outside of the mesh; the default is three hours (S0-11). In the mesh the DestinationRule does it. */
function affinity(app: ResolvedApp): Pick<Spec, 'sessionAffinity' | 'sessionAffinityConfig'> {
  const sticky = app.traffic?.sticky
  if (sticky?.by !== 'clientIP') return {}
  return { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: sticky.seconds } } }
}

/**
 * `<app>` holds all pods; Rollouts narrows a canary's two sides to one version. The one for all must stay, or pods
 * just promoted away answer 503 (argo-rollouts#4195).
 */
export function services(chart: Chart, app: ResolvedApp): void {
  if (app.traffic === null) return
  const common = { type: 'ClusterIP' as const, selector: selector(app), ports: ports(app) }
  for (const side of sides(app)) {
    new Service(chart, `service${side}`, {
      metadata: { name: `${app.name}${side}`, ...(side === '' ? {} : prunedLast) },
      spec: { ...common, ...affinity(app) },
    })
  }
  if (app.workload.kind !== 'stateful') return
  new Service(chart, 'service-pods', {
    metadata: { name: headlessName(app) },
    // A name of one pod leads to its own address, where no number becomes another.
    spec: {
      ...common,
      ...(app.peers ? { ports: ports(app, ({ number }) => number) } : {}),
      clusterIP: 'None',
      publishNotReadyAddresses: true,
    },
  })
}
