import type { IAuthorizationPolicy } from '@kubernetes-models/istio/security.istio.io/v1'
import * as k8s from 'cdk8s-plus-27/lib/imports/k8s.js'
import { fileName, type Rendered } from '@slipway/core'
import type { ClusterModel, TeamModel } from '@slipway/model'
import { addManifest, addObject, Chart } from './object.ts'

/** The folder of what a team's apps share; no app may have this name. */
export const teamFolder = 'namespace'

const labels = (team: TeamModel) => ({
  'app.kubernetes.io/part-of': team.name,
  'app.kubernetes.io/managed-by': 'slipway',
})

function namespace(chart: Chart, team: TeamModel): void {
  const level = (mode: string) => [
    [`pod-security.kubernetes.io/${mode}`, 'restricted'],
    [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
  ]
  addManifest(
    chart,
    k8s.KubeNamespace.manifest({
      metadata: {
        name: team.name,
        labels: {
          ...labels(team),
          'istio-injection': 'enabled',
          ...Object.fromEntries(['enforce', 'audit', 'warn'].flatMap(level)),
        },
        // With the Namespace everything in it would go, volumes too. That takes two people and a kubectl.
        annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
      },
    }),
  )
}

/** One team cannot starve the others (SYSTEM.md S4-56). */
function quota(chart: Chart, team: TeamModel): void {
  const { cpu, memory, pods } = team.quota
  const quantity = k8s.Quantity.fromString
  addManifest(
    chart,
    k8s.KubeResourceQuota.manifest({
      metadata: { name: 'team', namespace: team.name, labels: labels(team) },
      spec: {
        hard: { 'requests.cpu': quantity(cpu), 'requests.memory': quantity(memory), pods: quantity(String(pods)) },
      },
    }),
  )
}

/** For the proxy that Istio puts in, and for what comes in by the escape hatch: a quota refuses pods that ask for nothing. */
function limitRange(chart: Chart, team: TeamModel): void {
  const quantity = k8s.Quantity.fromString
  addManifest(
    chart,
    k8s.KubeLimitRange.manifest({
      metadata: { name: 'team', namespace: team.name, labels: labels(team) },
      spec: {
        limits: [
          {
            type: 'Container',
            defaultRequest: { cpu: quantity('50m'), memory: quantity('64Mi'), 'ephemeral-storage': quantity('64Mi') },
            default: { memory: quantity('256Mi'), 'ephemeral-storage': quantity('256Mi') },
          },
        ],
      },
    }),
  )
}

/** Nothing gets in or out, and nobody may call, unless an app's own policies say so. */
function defaultDeny(chart: Chart, team: TeamModel): void {
  const metadata = { name: 'default-deny', namespace: team.name, labels: labels(team) }
  addManifest(
    chart,
    k8s.KubeNetworkPolicy.manifest({ metadata, spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } }),
  )
  addObject<IAuthorizationPolicy>(chart, {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata,
    spec: {},
  })
}

/** The team's own folder in a cluster: namespace, quota, defaults and the refusals that apps make exceptions from. */
export function teamManifests(model: ClusterModel, team: TeamModel): readonly Rendered[] {
  const chart = new Chart()
  namespace(chart, team)
  quota(chart, team)
  limitRange(chart, team)
  defaultDeny(chart, team)
  const folder = `clusters/${model.cluster.name}/${team.name}/${teamFolder}`
  return chart.objects.map((object) => ({
    path: `${folder}/${fileName(object)}`,
    source: 'fleet/fleet.ts',
    objects: [object],
  }))
}
