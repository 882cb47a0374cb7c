import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { Service, type SpecOf } from '../chart/kinds.ts'
import { headlessName, prunedLast, selector, sides } from '../labels.ts'
import { servicePort, transportOf } from '../port.ts'

type Spec = SpecOf<typeof Service>

/**
 * To the named port (SYSTEM.md S0-48). It names every protocol: to guess one, Istio waits for the client's first bytes.
 */
const ports = (app: ResolvedApp, numberOf = servicePort) =>
  app.ports.map((port) => ({
    name: port.name,
    protocol: transportOf(port),
    port: numberOf(port),
    targetPort: port.name,
    ...(port.protocol === 'udp' ? {} : { appProtocol: port.protocol }),
  }))

/** A name of one pod leads to its own address, where no number becomes another. */
const headlessPorts = (app: ResolvedApp) => ports(app, app.peers ? ({ number }) => number : servicePort)

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
  const isServed = app.traffic !== null
  const common = { type: 'ClusterIP' as const, selector: selector(app) }
  for (const side of isServed ? sides(app) : []) {
    new Service(chart, `service${side}`, {
      metadata: { name: `${app.name}${side}`, ...(side === '' ? {} : prunedLast) },
      spec: { ...common, ports: ports(app), ...affinity(app) },
    })
  }
  if (app.workload.kind !== 'stateful') return
  new Service(chart, 'service-pods', {
    metadata: { name: headlessName(app) },
    spec: {
      ...common,
      // A StatefulSet names one in any case; without a cluster IP it may have no ports.
      ...(isServed ? { ports: headlessPorts(app) } : {}),
      clusterIP: 'None',
      publishNotReadyAddresses: true,
    },
  })
}
