import type { Cluster, Fleet } from '@slipway/fleet'
import type { Addon, MakeAddon } from './addon.ts'
import { argoCd, argoRollouts } from './argo.ts'
import { certManager } from './cert-manager.ts'
import { clusterAutoscaler, nodeTerminationHandler } from './cluster-autoscaler.ts'
import { externalDns } from './external-dns.ts'
import { externalSecrets } from './external-secrets.ts'
import { istio } from './istio.ts'
import { karpenter } from './karpenter.ts'
import { keda } from './keda.ts'
import { loadBalancer } from './load-balancer.ts'
import { metricsServer } from './metrics-server.ts'
import { prometheus } from './prometheus.ts'
import { verticalPodAutoscaler } from './vertical-pod-autoscaler.ts'

const makers: readonly MakeAddon[] = [
  argoCd,
  karpenter,
  clusterAutoscaler,
  nodeTerminationHandler,
  certManager,
  istio,
  loadBalancer,
  prometheus,
  externalSecrets,
  keda,
  argoRollouts,
  metricsServer,
  externalDns,
  verticalPodAutoscaler,
]

/** The charts of a cluster, each pinned, its values fitted to the cluster; in the order in which a new cluster gets them. */
export const addons = (cluster: Cluster, fleet: Fleet): readonly Addon[] =>
  makers.flatMap((make) => make(cluster, fleet)).sort((a, b) => a.wave - b.wave || (a.name < b.name ? -1 : 1))
