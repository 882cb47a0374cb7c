import type { KubeObject } from '@slipway/core'
import { labelsOf, nodeLabels, sharesOf, taintsOf, type Cluster } from '@slipway/fleet'

/** Enough for twice the pods of a canary. */
const each = 2

/**
 * The KWOK nodes of a cluster's pools. Nodes of a pool with several shares take turns.
 * @param address of their kubelet, for metrics-server
 */
export function nodesOf(cluster: Cluster, address: string, port: number): readonly KubeObject[] {
  return cluster.nodes.pools.flatMap((pool) =>
    cluster.zones.flatMap((zone) =>
      Array.from({ length: Math.max(each, sharesOf(pool, cluster.nodes).length) }, (_, index): KubeObject => {
        const shares = sharesOf(pool, cluster.nodes)
        const name = `${pool.name}-${zone}-${index + 1}`
        const resources = { cpu: '16', memory: '64Gi', pods: '110', 'ephemeral-storage': '80Gi' }
        return {
          apiVersion: 'v1',
          kind: 'Node',
          metadata: {
            name,
            labels: {
              'kubernetes.io/hostname': name,
              'kubernetes.io/os': 'linux',
              'kubernetes.io/arch': 'amd64',
              type: 'kwok',
              'topology.kubernetes.io/region': cluster.region,
              'topology.kubernetes.io/zone': zone,
              'node.kubernetes.io/instance-type': `${pool.families[0] ?? 'm7i'}.4xlarge`,
              'karpenter.sh/capacity-type': pool.capacity,
              'karpenter.sh/nodepool': pool.name,
              ...labelsOf(pool),
              ...(shares.length === 0 ? {} : { [nodeLabels.share]: shares[index % shares.length] ?? '' }),
            },
            annotations: {
              'kwok.x-k8s.io/node': 'fake',
              'metrics.k8s.io/resource-metrics-path': `/metrics/nodes/${name}/metrics/resource`,
            },
          },
          spec: { taints: taintsOf(pool, cluster.nodes).map((taint) => ({ ...taint })) },
          status: {
            allocatable: resources,
            capacity: resources,
            addresses: [{ type: 'InternalIP', address }],
            daemonEndpoints: { kubeletEndpoint: { Port: port } },
          },
        }
      }),
    ),
  )
}
