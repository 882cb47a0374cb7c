import { App, Chart } from 'cdk8s'
import type { Construct } from 'constructs'
import type { Cluster, Fleet } from '@slipway/fleet'
import { Addon, type AddAddons } from './addon.ts'
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

const all: readonly AddAddons[] = [
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

class AddonsChart extends Chart {
  constructor(scope: Construct, cluster: Cluster, fleet: Fleet) {
    super(scope, 'addons')
    for (const add of all) add(this, cluster, fleet)
  }

  get addons(): readonly Addon[] {
    return this.node.children
      .filter((child) => child instanceof Addon)
      .sort((a, b) => a.props.wave - b.props.wave || (a.name < b.name ? -1 : 1))
  }
}

export const addons = (cluster: Cluster, fleet: Fleet): readonly Addon[] =>
  new AddonsChart(new App(), cluster, fleet).addons
