import type { Construct } from 'constructs'
import { platformTeam, type Cluster, type Fleet } from '@slipway/fleet'
import { gateway, monitoringNamespace, type SpecOf } from '@slipway/manifests'
import type { TeamModel } from '@slipway/model'
import { argoNamespace, meshNamespace, platformGroup, tellsGitHub, type Addon } from '@slipway/platform'
import { AppProject, finalizer, inCluster, labels, stays, waveAnnotation } from './argo.ts'
import {
  addonClusterKinds,
  platformClusterKinds,
  platformKinds,
  rootKinds,
  teamKinds,
  type GroupKind,
} from './permitted-kinds.ts'

export const addonProject = 'addons'

/** Before everything that names a project. */
const wave = '-20'

type Spec = SpecOf<typeof AppProject>
type ClusterKinds = NonNullable<Spec['clusterResourceWhitelist']>

const list = (kinds: readonly GroupKind[]): GroupKind[] => kinds.map((k) => ({ ...k }))
const namespaces = (names: readonly string[]): ClusterKinds =>
  names.map((name) => ({ group: '', kind: 'Namespace', name }))
const destinations = (names: readonly string[]) =>
  [...new Set(names)].sort().map((namespace) => ({ namespace, server: inCluster }))

/**
 * What the project's own people may do in Argo CD: look, read logs, sync, and the actions of Rollouts and Deployments (promote, abort,
 * restart). Not change or delete an Application: that is a commit.
 */
function role(project: string, group: string): NonNullable<Spec['roles']>[number] {
  const allow = (resource: string, action: string) =>
    `p, proj:${project}:team, ${resource}, ${action}, ${project}/*, allow`
  return {
    name: 'team',
    description: `The people of ${project}`,
    groups: [group],
    policies: [
      allow('applications', 'get'),
      allow('applications', 'sync'),
      allow('applications', 'action/*'),
      allow('logs', 'get'),
    ],
  }
}

/** The finalizer keeps the project as long as an Application names it: without its project an Application can neither sync nor be deleted. */
const project = (scope: Construct, name: string, spec: Spec, annotations = {}) =>
  new AppProject(scope, `project-${name}`, {
    metadata: {
      name,
      labels: labels(name),
      annotations: { [waveAnnotation]: wave, ...annotations },
      finalizers: [finalizer],
    },
    spec,
  })

/** A team's fence: its own folder's kinds, in its own namespace, from this repository. */
export const teamProject = (scope: Construct, team: TeamModel, fleet: Fleet) =>
  project(scope, team.name, {
    description: `Apps of ${team.name}`,
    sourceRepos: [fleet.repository.url],
    destinations: destinations([team.name]),
    clusterResourceWhitelist: namespaces([team.name]),
    namespaceResourceWhitelist: list(teamKinds),
    roles: [role(team.name, team.group)],
    // Istio puts this into every namespace.
    orphanedResources: { warn: true, ignore: [{ kind: 'ConfigMap', name: 'istio-ca-root-cert' }] },
  })

/**
 * The platform's own objects lie in three namespaces beside its own: where the gateway, the mesh's root and Prometheus look for them; and
 * in Argo CD's where that needs its reference to a key.
 */
export const platformProject = (scope: Construct, cluster: Cluster, fleet: Fleet) =>
  project(scope, platformTeam, {
    description: 'What a cluster itself needs',
    sourceRepos: [fleet.repository.url],
    destinations: destinations([
      platformTeam,
      gateway.namespace,
      meshNamespace,
      monitoringNamespace,
      ...(tellsGitHub(cluster, fleet) ? [argoNamespace] : []),
    ]),
    clusterResourceWhitelist: [...namespaces([platformTeam]), ...list(platformClusterKinds)],
    namespaceResourceWhitelist: list(platformKinds),
    roles: [role(platformTeam, platformGroup(fleet))],
    // Add-ons make objects in these namespaces, too, but none in the platform's own.
    orphanedResources: { warn: true, ignore: [{ kind: 'ConfigMap', name: 'istio-ca-root-cert' }] },
  })

/**
 * Pinned charts from the repositories that they are pinned in, into their own namespaces and kube-system. Kinds in namespaces are open:
 * what a chart holds is the chart's, and its version is what we review.
 */
export function addonsProject(scope: Construct, addons: readonly Addon[], fleet: Fleet) {
  const props = addons.map((addon) => addon.props)
  const made = [...new Set(props.filter((a) => a.createNamespace).map((a) => a.namespace))].sort()
  return project(scope, addonProject, {
    description: 'Add-ons of the cluster',
    sourceRepos: [...new Set(props.map((a) => a.repository))].sort(),
    destinations: destinations(['kube-system', ...props.map((a) => a.namespace)]),
    clusterResourceWhitelist: [...namespaces(made), ...list(addonClusterKinds)],
    namespaceResourceWhitelist: [{ group: '*', kind: '*' }],
    roles: [role(addonProject, platformGroup(fleet))],
  })
}

/** The projects that ApplicationSets and their like need: root.yaml's own. */
export const rootProject = (scope: Construct, fleet: Fleet) =>
  project(
    scope,
    'slipway',
    {
      description: 'Argo CD itself: projects, ApplicationSets and Applications of this cluster',
      sourceRepos: [fleet.repository.url],
      destinations: destinations([argoNamespace]),
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: list(rootKinds),
      roles: [role('slipway', platformGroup(fleet))],
    },
    stays,
  )
