import type { IAppProject, IAppProjectSpec } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1'
import type { KubeObject } from '@slipway/core'
import { platformTeam, type Cluster, type Fleet } from '@slipway/fleet'
import type { TeamModel } from '@slipway/model'
import { gatewayNamespace, meshNamespace, platformGroup, tellsGitHub, type Addon } from '@slipway/platform'
import { argoNamespace, finalizer, inCluster, labels, waveAnnotation } from './argo.ts'
import { addonClusterKinds, platformClusterKinds, platformKinds, teamKinds, type GroupKind } from './kinds.ts'

export const addonProject = 'addons'

/** Before everything that names a project. */
const wave = '-20'

type ClusterKinds = NonNullable<IAppProjectSpec['clusterResourceWhitelist']>

const list = (kinds: readonly GroupKind[]): GroupKind[] => kinds.map((k) => ({ ...k }))
const namespaces = (names: readonly string[]): ClusterKinds =>
  names.map((name) => ({ group: '', kind: 'Namespace', name }))
const destinations = (names: readonly string[]) =>
  [...new Set(names)].sort().map((namespace) => ({ namespace, server: inCluster }))

/**
 * What the project's own people may do in Argo CD: look, read logs, sync, and the actions of Rollouts and Deployments (promote, abort,
 * restart). Not change or delete an Application: that is a commit.
 */
function role(project: string, group: string): NonNullable<IAppProjectSpec['roles']>[number] {
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

const project = (name: string, spec: IAppProjectSpec): IAppProject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  // The finalizer keeps the project as long as an Application names it: without its project an Application can neither sync nor be deleted.
  metadata: {
    name,
    namespace: argoNamespace,
    labels: labels(name),
    annotations: { [waveAnnotation]: wave },
    finalizers: [finalizer],
  },
  spec,
})

/** A team's fence: its own folder's kinds, in its own namespace, from this repository. */
export const teamProject = (team: TeamModel, fleet: Fleet): IAppProject =>
  project(team.name, {
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
export const platformProject = (cluster: Cluster, fleet: Fleet): IAppProject =>
  project(platformTeam, {
    description: 'What a cluster itself needs',
    sourceRepos: [fleet.repository.url],
    destinations: destinations([
      platformTeam,
      gatewayNamespace,
      meshNamespace,
      'monitoring',
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
export function addonsProject(addons: readonly Addon[], fleet: Fleet): IAppProject {
  const made = [...new Set(addons.filter((a) => a.createNamespace).map((a) => a.namespace))].sort()
  return project(addonProject, {
    description: 'Add-ons of the cluster',
    sourceRepos: [...new Set(addons.map((a) => a.repository))].sort(),
    destinations: destinations(['kube-system', ...addons.map((a) => a.namespace)]),
    clusterResourceWhitelist: [...namespaces(made), ...list(addonClusterKinds)],
    namespaceResourceWhitelist: [{ group: '*', kind: '*' }],
    roles: [role(addonProject, platformGroup(fleet))],
  })
}

/** The projects that ApplicationSets and their like need: root.yaml's own. */
export const rootProject = (fleet: Fleet): IAppProject =>
  project('slipway', {
    description: 'Argo CD itself: projects, ApplicationSets and Applications of this cluster',
    sourceRepos: [fleet.repository.url],
    destinations: destinations([argoNamespace]),
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: [
      { group: 'argoproj.io', kind: 'AppProject' },
      { group: 'argoproj.io', kind: 'Application' },
      { group: 'argoproj.io', kind: 'ApplicationSet' },
    ],
    roles: [role('slipway', platformGroup(fleet))],
  })

const fits = (pattern: string, text: string): boolean => pattern === '*' || pattern === text

/**
 * Why a project would refuse an object, or nothing: Argo CD's own rule (app_project_types.go, IsResourcePermitted) for the whitelists
 * that we write, which have no globs in names. An object of the cluster is one without a namespace.
 */
export function refusal({ metadata, spec }: IAppProject, object: KubeObject): string | undefined {
  const { apiVersion, kind } = object
  const { name, namespace } = object.metadata
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
  const home: ClusterKinds | undefined =
    namespace === undefined ? spec.clusterResourceWhitelist : spec.namespaceResourceWhitelist
  const kindFits = (home ?? []).some(
    (k) => fits(k.group, group) && fits(k.kind, kind) && (k.name === undefined || k.name === name),
  )
  if (!kindFits)
    return `the project "${metadata.name ?? ''}" permits no ${kind}${group === '' ? '' : ` of ${group}`} named "${name}"`
  if (namespace === undefined || (spec.destinations ?? []).some((d) => d.namespace === namespace)) return undefined
  return `the project "${metadata.name ?? ''}" permits nothing in the namespace "${namespace}"`
}
