import type { Construct } from 'constructs'
import { loggingOf, platformTeam, tracingOf, type Cluster, type Fleet } from '@slipway/fleet'
import { gateway, monitoringNamespace, type SpecOf } from '@slipway/manifests'
import { kindOfText, teamKinds, type TeamModel } from '@slipway/model'
import { ackNamespace, argoAdmins, argoKeeps, argoNamespace, meshNamespace, type Addon } from '@slipway/platform'
import { addonProject, chartsProjectName } from './application-name.ts'
import { AppProject, finalizer, labels, serverOf, stays, waveAnnotation } from './argo.ts'
import {
  addonClusterKinds,
  collectorClusterKinds,
  collectorKinds,
  needsKinds,
  elasticKinds,
  traceKinds,
  traceStoreKinds,
  platformClusterKinds,
  platformKinds,
  rootKinds,
  settingsKinds,
} from './permitted-kinds.ts'

/** An organisation's own charts have a project of their own. */
export const projectOf = ({ props }: Addon): string => (props.ownKinds === undefined ? addonProject : chartsProjectName)
export const rootProjectName = 'slipway'

const wave = '-20'

type Spec = SpecOf<typeof AppProject>

/** The cluster whose projects they are, and its fleet. */
interface Place {
  readonly cluster: Cluster
  readonly fleet: Fleet
}

const namespaces = (names: readonly string[]) => names.map((name) => ({ group: '', kind: 'Namespace', name }))
const destinations = (place: Place, ...names: readonly string[]) =>
  [...new Set(names)].sort().map((namespace) => ({ namespace, server: serverOf(place.cluster, place.fleet) }))

/** Istio puts it into every namespace. */
const orphanedResources = { warn: true, ignore: [{ kind: 'ConfigMap', name: 'istio-ca-root-cert' }] }

/**
 * People may look, read logs, sync, promote, abort and restart; changing an Application is a commit. The finalizer
 * keeps the project while an Application names it, which could else neither sync nor go.
 */
const project = (scope: Construct, name: string, group: string, { fleet }: Place, spec: Spec, annotations = {}) =>
  new AppProject(scope, `project-${name}`, {
    metadata: {
      name,
      labels: labels(name),
      annotations: { [waveAnnotation]: wave, ...annotations },
      finalizers: [finalizer],
    },
    spec: {
      ...spec,
      // The capability refuses projects without it
      // (https://docs.aws.amazon.com/eks/latest/userguide/argocd-projects.html).
      ...(fleet.argocd === 'eks' ? { sourceNamespaces: [argoNamespace] } : {}),
      roles: [
        {
          name: 'team',
          description: `The people of ${name}`,
          groups: [group],
          policies: ['applications, get', 'applications, sync', 'applications, action/*', 'logs, get'].map(
            (right) => `p, proj:${name}:team, ${right}, ${name}/*, allow`,
          ),
        },
      ],
    },
  })

/**
 * Keys that commits of this repository must be signed with. Projects of charts omit them: a chart's archive has no such
 * signature.
 */
const signatureKeys = ({ fleet }: Place): Pick<Spec, 'signatureKeys'> =>
  fleet.signedSource === undefined
    ? {}
    : {
        signatureKeys: Object.keys(fleet.signedSource)
          .toSorted()
          .map((keyID) => ({ keyID })),
      }

/** Its own kinds, in its own namespace, from this repository. */
export const teamProject = (scope: Construct, team: TeamModel, place: Place) =>
  project(scope, team.name, team.group, place, {
    description: `Apps of ${team.name}`,
    sourceRepos: [place.fleet.repository.url],
    ...signatureKeys(place),
    destinations: destinations(place, team.name),
    clusterResourceWhitelist: namespaces([team.name]),
    namespaceResourceWhitelist: [...teamKinds, ...(team.may?.kinds ?? []).map(kindOfText)],
    orphanedResources,
  })

const tracers = ({ cluster }: Place) => {
  const tracing = tracingOf(cluster)
  return tracing === undefined ? [] : [...traceKinds, ...(tracing.to === 'jaeger' ? traceStoreKinds : [])]
}

/** Each kind once. */
const collectors = (place: Place) => [
  ...new Map(
    [...(collects(place) ? collectorKinds : []), ...(runsElastic(place) ? elasticKinds : []), ...tracers(place)].map(
      (kind) => [`${kind.group}/${kind.kind}`, kind] as const,
    ),
  ).values(),
]

const runsElastic = ({ cluster, fleet }: Place) => loggingOf(cluster, fleet)?.cluster !== undefined
const collects = ({ cluster, fleet }: Place) => loggingOf(cluster, fleet) !== undefined

/** Also where gateway, mesh root and Prometheus look, and Argo CD's namespace where that needs a key's reference. */
export const platformProject = (scope: Construct, place: Place) =>
  project(scope, platformTeam, argoAdmins(place.fleet), place, {
    description: 'What a cluster itself needs',
    sourceRepos: [place.fleet.repository.url],
    ...signatureKeys(place),
    destinations: destinations(
      place,
      platformTeam,
      gateway.namespace,
      meshNamespace,
      monitoringNamespace,
      ...argoKeeps(place.cluster, place.fleet),
      ...(place.cluster.needs === 'ack' ? [ackNamespace] : []),
    ),
    clusterResourceWhitelist: [
      ...namespaces([platformTeam]),
      ...platformClusterKinds,
      ...(collects(place) ? collectorClusterKinds : []),
    ],
    namespaceResourceWhitelist: [
      ...platformKinds,
      ...collectors(place),
      ...(place.cluster.needs === 'ack' ? needsKinds : []),
    ],
    orphanedResources,
  })

/** All namespaced kinds: a chart's objects are its own, and we review its version. */
const addonsAllow = (addons: readonly Addon[], place: Place) => {
  const props = addons.map((addon) => addon.props)
  const made = [...new Set(props.filter((a) => a.createNamespace).map((a) => a.namespace))].sort()
  return {
    destinations: destinations(place, 'kube-system', ...props.map((a) => a.namespace)),
    clusterResourceWhitelist: [...namespaces(made), ...addonClusterKinds],
    namespaceResourceWhitelist: [{ group: '*', kind: '*' }],
  }
}

export const addonsProject = (scope: Construct, addons: readonly Addon[], place: Place) =>
  project(scope, addonProject, argoAdmins(place.fleet), place, {
    description: 'Add-ons of the cluster',
    sourceRepos: [...new Set(addons.map(({ props }) => props.repository))].sort(),
    ...addonsAllow(addons, place),
  })

/**
 * Charts of the organisation's own: each in a namespace that they alone have, with the kinds of the cluster that the
 * fleet names.
 */
const chartsAllow = (charts: readonly Addon[], place: Place) => {
  const namespacesOf = [...new Set(charts.map(({ props }) => props.namespace))].sort()
  const kinds = [...new Set(charts.flatMap(({ props }) => props.ownKinds ?? []))].sort()
  return {
    destinations: destinations(place, ...namespacesOf),
    clusterResourceWhitelist: [...namespaces(namespacesOf), ...kinds.map(kindOfText)],
    namespaceResourceWhitelist: [{ group: '*', kind: '*' }],
  }
}

export const chartsProject = (scope: Construct, charts: readonly Addon[], place: Place) =>
  project(scope, chartsProjectName, argoAdmins(place.fleet), place, {
    description: 'Charts of the organisation',
    sourceRepos: [...new Set(charts.map(({ props }) => props.repository))].sort(),
    ...chartsAllow(charts, place),
    orphanedResources,
  })

/** The kinds and places that an add-on's AppProject allows. @param all the add-ons of the cluster */
export function allowedTo(addon: Addon, all: readonly Addon[], place: Place) {
  const same = all.filter((other) => projectOf(other) === projectOf(addon))
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: projectOf(addon) },
    spec: addon.props.ownKinds === undefined ? addonsAllow(same, place) : chartsAllow(same, place),
  }
}

export const rootProject = (scope: Construct, place: Place) => {
  const spec = {
    description: 'Argo CD itself: projects, ApplicationSets and Applications of this cluster',
    sourceRepos: [place.fleet.repository.url],
    ...signatureKeys(place),
    destinations: destinations(place, argoNamespace),
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: [...rootKinds, ...(place.fleet.argocd === 'eks' ? settingsKinds : [])],
  }
  return project(scope, rootProjectName, argoAdmins(place.fleet), place, spec, stays)
}
