import { loggingOf } from '@slipway/fleet'
import { monitoringNamespace } from '@slipway/manifests'
import { hubName } from '../elastic/images.ts'
import { operator } from '../elastic/names.ts'
import { Addon, asks, onSystemNodes, type AddAddons } from './addon.ts'
import { versions } from './versions.ts'

const rbac = 'rbac.authorization.k8s.io'
const role = { metadata: { name: `${operator}-nodes` }, apiVersion: `${rbac}/v1` } as const

/** Rights to read nodes, for their zones: the only ones in the whole cluster. */
const nodesAlone = [
  {
    ...role,
    kind: 'ClusterRole',
    rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] }],
  },
  {
    ...role,
    kind: 'ClusterRoleBinding',
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role.metadata.name },
    subjects: [{ kind: 'ServiceAccount', name: operator, namespace: monitoringNamespace }],
  },
] as const

/** Elastic's operator, where a cluster runs its own Elasticsearch (SYSTEM.md S0-42, S4-32). */
export const eck: AddAddons = (scope, cluster, fleet) => {
  if (loggingOf(cluster, fleet)?.cluster === undefined) return
  new Addon(scope, 'eck-operator', {
    repository: 'https://helm.elastic.co',
    version: versions['eck-operator'].chart,
    // Beside what it makes: it may read and write Secrets, and is to have those of no other namespace.
    namespace: monitoringNamespace,
    serverSideApply: true,
    relied: [
      ['managedNamespaces'],
      ['fullnameOverride'],
      ['nameOverride'],
      ['config', 'exposedNodeLabels'],
      ['extraObjects'],
      ['createClusterScopedResources'],
    ],
    values: {
      nameOverride: operator,
      fullnameOverride: operator,
      managedNamespaces: [monitoringNamespace],
      // Its role of the whole cluster would read every Secret. Without it the chart wants no webhook: the operator
      // judges what is asked of it all the same, leaves the store as it is, and says so in an event.
      createClusterScopedResources: false,
      webhook: { enabled: false },
      extraObjects: nodesAlone.map((object) => JSON.stringify(object)),
      image: { repository: `docker.io/${hubName}/eck-operator` },
      config: {
        // Zones are labels of nodes.
        exposedNodeLabels: ['topology.kubernetes.io/.*'],
        validateStorageClass: false,
        // Where a cache of ECR may stand before it; Elastic's own registry can have none.
        containerRegistry: 'docker.io',
        containerRepository: hubName,
      },
      telemetry: { disabled: true },
      ...asks('100m', '200Mi'),
      ...onSystemNodes(cluster),
    },
  })
}
