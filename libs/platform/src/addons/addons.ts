import { overlaid } from '@slipway/kube'
import { App, Chart } from 'cdk8s'
import type { Construct } from 'constructs'
import { runsItself, type AddonName, type Cluster, type Fleet, type ImageDigests } from '@slipway/fleet'
import { ack } from './ack.ts'
import { Addon, ownNamespace, waves, type AddAddons, type Values } from './addon.ts'
import { argoCd, argoRollouts } from './argo.ts'
import { certManager } from './cert-manager.ts'
import { clusterAutoscaler, nodeTerminationHandler } from './cluster-autoscaler.ts'
import { eck } from './eck.ts'
import { externalDns } from './external-dns.ts'
import { externalSecrets } from './external-secrets.ts'
import { gpu } from './gpu.ts'
import { throughCache } from './image-cache.ts'
import { pinnedValues } from './image-pins.ts'
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
  gpu,
  loadBalancer,
  prometheus,
  externalSecrets,
  keda,
  argoRollouts,
  ack,
  metricsServer,
  externalDns,
  verticalPodAutoscaler,
  eck,
]

const inOrder = (all: readonly Addon[]): readonly Addon[] =>
  all.toSorted((a, b) => a.props.wave - b.props.wave || (a.name < b.name ? -1 : 1))

class AddonsChart extends Chart {
  constructor(scope: Construct, cluster: Cluster, fleet: Fleet) {
    super(scope, 'addons')
    for (const add of all) add(this, cluster, fleet)
  }

  get addons(): readonly Addon[] {
    return inOrder(this.node.children.filter((child) => child instanceof Addon))
  }
}

const behindCache = (addons: readonly Addon[], cluster: Cluster): readonly Addon[] => {
  const scope = new Chart(new App(), 'addons')
  return addons.map(
    ({ name, props }) => new Addon(scope, name, { ...props, values: throughCache(props.chart, props.values, cluster) }),
  )
}

/** Slipway's add-ons, before an organisation's choices. */
export const ours = (cluster: Cluster, fleet: Fleet): readonly Addon[] => {
  const brought = new AddonsChart(new App(), cluster, fleet).addons
  return cluster.pullThrough === undefined ? brought : behindCache(brought, cluster)
}

/** As the fleet wants it; `undefined` for what it runs itself. */
function chosen(scope: Construct, { name, props }: Addon, cluster: Cluster): Addon | undefined {
  const choice = cluster.addons?.[name as AddonName]
  if (choice === 'ours') return undefined
  return new Addon(scope, name, {
    ...props,
    version: choice?.version ?? props.version,
    values: choice?.values === undefined ? props.values : (overlaid(props.values, choice.values) as Values),
  })
}

/** Charts of an organisation's own in a cluster. */
function own(scope: Construct, { name, environment }: Cluster, { charts = [] }: Fleet): readonly Addon[] {
  return charts
    .filter(({ clusters }) => clusters?.some((place) => place === name || place === environment) ?? true)
    .map(
      (chart) =>
        new Addon(scope, chart.name, {
          repository: chart.repository,
          chart: chart.chart ?? chart.name,
          version: chart.version,
          ...ownNamespace(chart.namespace, chart.level ?? 'restricted'),
          wave: chart.wave ?? waves.operators,
          serverSideApply: true,
          values: chart.values ?? {},
          ownKinds: chart.kinds ?? [],
        }),
    )
}

function byTag(cluster: Cluster, fleet: Fleet): readonly Addon[] {
  const brought = ours(cluster, fleet)
  if (cluster.addons === undefined && fleet.charts === undefined) return brought
  const scope = new Chart(new App(), 'addons')
  return inOrder([...brought.flatMap((addon) => chosen(scope, addon, cluster) ?? []), ...own(scope, cluster, fleet)])
}

const byDigest = (addons: readonly Addon[], digests: ImageDigests): readonly Addon[] => {
  const scope = new Chart(new App(), 'addons')
  return addons.map(({ name, props }) => {
    const values = pinnedValues(props.chart, props.version, props.values, digests)
    return new Addon(scope, name, { ...props, values })
  })
}

/** All that a cluster has: Slipway's add-ons by the fleet's choices, and its own charts. */
export function addons(cluster: Cluster, fleet: Fleet): readonly Addon[] {
  const all = byTag(cluster, fleet)
  return fleet.addonImages === 'digest' ? byDigest(all, fleet.imageDigests ?? {}) : all
}

/** Slipway's add-ons that the organisation runs itself. */
export const runElsewhere = (cluster: Cluster, fleet: Fleet): readonly Addon[] =>
  ours(cluster, fleet).filter(({ name }) => runsItself(cluster, name as AddonName))
