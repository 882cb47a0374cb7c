import type { IPodSpec, IPodTemplateSpec } from 'kubernetes-models/v1'
import { podIdentity, type ResolvedApp } from '@slipway/model'
import { configName } from './config-map.ts'
import { initContainers, mainContainer, sidecarContainer } from './container.ts'
import { usesAws } from '../access/identity.ts'
import { podLabels } from '../labels.ts'
import { placement } from './placement.ts'
import { secretVolumes } from './secret-volume.ts'
import { memoryText } from '../quantity.ts'

/** Annotations that keep a node scaler from moving the pod; expired and reclaimed nodes go anyway. */
const undisturbed = {
  karpenter: { 'karpenter.sh/do-not-disrupt': 'true' },
  'cluster-autoscaler': { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' },
} as const

/**
 * Istio merges the app's metrics on 15020
 * (https://istio.io/latest/docs/ops/integrations/prometheus/#option-1-metrics-merging).
 */
function annotations(app: ResolvedApp): Record<string, string> {
  return {
    'kubectl.kubernetes.io/default-container': 'app',
    // Without a domain, which teams' pods may have (libs/model/src/fence).
    ...(app.container.userReason === null ? {} : { 'user-reason': app.container.userReason }),
    ...(app.stays ? undisturbed[app.cluster.nodes.scaler] : {}),
    // The proxy passes registered hosts only, and a node's address is none.
    ...(usesAws(app) ? { 'traffic.sidecar.istio.io/excludeOutboundIPRanges': podIdentity } : {}),
    // Nor has a database a name before it is there: the NetworkPolicy and its security group are the fence.
    ...(app.storePorts.length === 0
      ? {}
      : { 'traffic.sidecar.istio.io/excludeOutboundPorts': app.storePorts.join(',') }),
    ...(app.metrics === null
      ? {}
      : {
          'prometheus.io/scrape': 'true',
          'prometheus.io/port': String(app.metrics.port),
          'prometheus.io/path': app.metrics.path,
        }),
  }
}

function volumes(app: ResolvedApp): NonNullable<IPodSpec['volumes']> {
  return [
    { name: 'tmp', emptyDir: { sizeLimit: memoryText(app.container.requests.disk) } },
    ...app.volumes
      .filter((v) => v.medium !== 'claim')
      .map((v) => ({
        name: v.name,
        emptyDir: { ...(v.medium === 'memory' ? { medium: 'Memory' as const } : {}), sizeLimit: memoryText(v.size) },
      })),
    ...(app.files.length === 0 ? [] : [{ name: 'config', configMap: { name: configName(app), defaultMode: 0o444 } }]),
    ...secretVolumes(app),
  ]
}

/** @param own fields of this kind of workload */
export function podTemplate(app: ResolvedApp, own: Partial<IPodSpec> = {}): IPodTemplateSpec {
  const { user } = app.container
  // Sidecars first: init containers may need them.
  const before = [...app.sidecars.map((s) => sidecarContainer(app, s)), ...initContainers(app)]
  return {
    metadata: { labels: podLabels(app), annotations: annotations(app) },
    spec: {
      serviceAccountName: app.name,
      automountServiceAccountToken: false,
      // Else hundreds of Services fill every container with variables (SYSTEM.md S2-73).
      enableServiceLinks: false,
      terminationGracePeriodSeconds: app.drain.grace,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: user,
        runAsGroup: user,
        fsGroup: user,
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      ...placement(app),
      ...(before.length === 0 ? {} : { initContainers: before }),
      containers: [mainContainer(app)],
      volumes: volumes(app),
      ...own,
    },
  }
}
