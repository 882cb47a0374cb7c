import type { Cluster, Fleet } from '@slipway/fleet'
import type { Addon, MakeAddon } from './addon.ts'
import { argoCd, argoRollouts } from './addons/argo.ts'
import { certManager } from './addons/cert-manager.ts'
import { clusterAutoscaler, nodeTerminationHandler } from './addons/cluster-autoscaler.ts'
import { externalDns } from './addons/external-dns.ts'
import { externalSecrets } from './addons/external-secrets.ts'
import { istio } from './addons/istio.ts'
import { karpenter } from './addons/karpenter.ts'
import { keda } from './addons/keda.ts'
import { loadBalancer } from './addons/load-balancer.ts'
import { metricsServer } from './addons/metrics-server.ts'
import { prometheus } from './addons/prometheus.ts'
import { verticalPodAutoscaler } from './addons/vertical-pod-autoscaler.ts'

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
