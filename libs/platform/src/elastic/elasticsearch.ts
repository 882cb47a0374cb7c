import type { Chart } from 'cdk8s'
import { capacityLabel, systemTaint, type Cluster, type ElasticCluster } from '@slipway/fleet'
import { monitoringNamespace, storageClass } from '@slipway/manifests'
import { labelsOf } from '../signals/agent-pod.ts'
import { Elasticsearch } from './kinds.ts'
import { podsOf, store, writer } from './names.ts'

export const volumeOf = (name: string, size: string) => ({
  metadata: { name },
  spec: {
    accessModes: ['ReadWriteOnce' as const],
    storageClassName: storageClass,
    resources: { requests: { storage: size } },
  },
})

/**
 * Moving shards takes what searching and writing need (SYSTEM.md S4-33): one at a time between nodes, two into one, at
 * no more than so much a second.
 * https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/cluster-level-shard-allocation-routing-settings
 */
const gently = {
  'cluster.routing.allocation.cluster_concurrent_rebalance': 1,
  'cluster.routing.allocation.node_concurrent_recoveries': 2,
  'indices.recovery.max_bytes_per_sec': '40mb',
} as const

const isForApps = ({ capacity, system, profile }: Cluster['nodes']['pools'][number]): boolean =>
  capacity === 'on-demand' && !system && profile === undefined

/** Never on spot (SYSTEM.md S0-15), and no two on one machine. */
function placement(cluster: Cluster, nodes: number) {
  const apart = {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: { ...podsOf.elasticsearch } }, topologyKey: 'kubernetes.io/hostname' },
      ],
    },
  }
  return {
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: capacityLabel, operator: 'In' as const, values: ['on-demand'] }] },
          ],
        },
      },
      ...(nodes === 1 ? {} : apart),
    },
    // Where no other pool is on-demand, the system's has to do.
    ...(cluster.nodes.pools.some(isForApps)
      ? {}
      : { tolerations: [{ key: systemTaint.key, operator: 'Exists' as const }] }),
  }
}

/**
 * Nodes of one kind, of which each may be master. ECK makes the budget of disruptions (none may leave unless the store
 * is green), replaces one node at a time, and moves a node's data away before it takes the node:
 * https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/nodes-orchestration
 */
export function elasticsearch(chart: Chart, own: ElasticCluster, cluster: Cluster): void {
  const { nodes, memory, version, volume, by } = own
  new Elasticsearch(chart, 'elasticsearch', {
    metadata: { name: store, namespace: monitoringNamespace, labels: labelsOf(store) },
    spec: {
      version,
      // Whoever takes the object away keeps the data; only a node that is scaled away, whose data moved before, loses
      // its volume.
      volumeClaimDeletePolicy: 'DeleteOnScaledownOnly',
      updateStrategy: { changeBudget: { maxSurge: 1, maxUnavailable: 1 } },
      ...(by === 'collector' ? { auth: { fileRealm: [{ secretName: writer }], roles: [{ secretName: writer }] } } : {}),
      nodeSets: [
        {
          name: 'all',
          count: nodes,
          // Zones as attributes, by which no two copies of a shard are in one.
          ...(nodes === 1 ? {} : { zoneAwareness: {} }),
          config: {
            // Else nodes need vm.max_map_count, which only a privileged container could set.
            'node.store.allow_mmap': false,
            ...gently,
          },
          podTemplate: {
            spec: {
              automountServiceAccountToken: false,
              ...placement(cluster, nodes),
              containers: [
                {
                  name: 'elasticsearch',
                  resources: {
                    requests: { cpu: cluster.quiet ? '250m' : '1', memory },
                    // Half of it is the heap, which Elasticsearch takes of the limit.
                    limits: { memory },
                  },
                },
              ],
            },
          },
          volumeClaimTemplates: [volumeOf('elasticsearch-data', volume)],
        },
      ],
    },
  })
}
