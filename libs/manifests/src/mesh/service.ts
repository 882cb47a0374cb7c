import * as k8s from 'cdk8s-plus-27/lib/imports/k8s.js'
import type { ResolvedApp } from '@slipway/model'
import { canaryName, metadata, prunedLast, selector, stableName } from '../labels.ts'
import { addManifest, type Chart } from '../object.ts'
import { headlessName } from '../workload/stateful-set.ts'

/** Port 80 to the container's named port (SYSTEM.md S0-48); the port's name and appProtocol tell Istio to speak HTTP. */
function ports(app: ResolvedApp): k8s.ServicePort[] {
  return app.ports.map((p) => ({
    name: p.name,
    protocol: 'TCP',
    port: p.name === 'http' ? 80 : p.number,
    targetPort: k8s.IntOrString.fromString(p.name),
    ...(p.name === 'http' || p.name.startsWith('http-')
      ? { appProtocol: 'http' }
      : p.name.startsWith('grpc')
        ? { appProtocol: 'grpc' }
        : {}),
  }))
}

/**
 * kube-proxy's own affinity, for callers outside of the mesh; the time is written out because the API server's default is three hours
 * (S0-11). Callers in the mesh are held by the DestinationRule.
 */
function affinity(app: ResolvedApp): Pick<k8s.ServiceSpec, 'sessionAffinity' | 'sessionAffinityConfig'> {
  const sticky = app.traffic?.sticky
  if (sticky?.by !== 'clientIP') return {}
  return { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIp: { timeoutSeconds: sticky.seconds } } }
}

/**
 * The Services of an app. `<app>` holds all pods and is the name that others call; a canary has one more for each side, whose selectors
 * Rollouts narrows to one version. The one for all pods must stay, or pods that have just been promoted away answer 503 (argo-rollouts#4195).
 */
export function services(chart: Chart, app: ResolvedApp): void {
  if (app.traffic === null) return
  const names = app.workload.kind === 'canary' ? [app.name, stableName(app), canaryName(app)] : [app.name]
  for (const name of names) {
    addManifest(
      chart,
      k8s.KubeService.manifest({
        metadata: { ...metadata(app, name), ...(name === app.name ? {} : prunedLast) },
        spec: { type: 'ClusterIP', selector: selector(app), ports: ports(app), ...affinity(app) },
      }),
    )
  }
  if (app.workload.kind !== 'stateful') return
  const name = headlessName(app)
  addManifest(
    chart,
    k8s.KubeService.manifest({
      metadata: metadata(app, name),
      spec: {
        type: 'ClusterIP',
        clusterIp: 'None',
        publishNotReadyAddresses: true,
        selector: selector(app),
        ports: ports(app),
      },
    }),
  )
}
