import type { KubeObject } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'

/** As many nodes in each zone and pool: enough for twice the pods of a canary, few enough to read. */
const each = 2

/**
 * The nodes that a cluster's pools would have, for KWOK: labelled as Karpenter labels them, with the taints of the pool.
 * @param address under which their kubelet is reached; with `port`, for metrics-server
 */
export function nodesOf(cluster: Cluster, address: string, port: number): readonly KubeObject[] {
  return cluster.nodes.pools.flatMap((pool) => cluster.zones.flatMap((zone) => Array.from({ length: each }, (_, index): KubeObject => {
    const name = `${pool.name}-${zone}-${index + 1}`
    const resources = { cpu: '16', memory: '64Gi', pods: '110', 'ephemeral-storage': '80Gi' }
    return {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        labels: {
          'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', type: 'kwok',
          'topology.kubernetes.io/region': cluster.region, 'topology.kubernetes.io/zone': zone,
          'node.kubernetes.io/instance-type': `${pool.families[0] ?? 'm7i'}.4xlarge`,
          'karpenter.sh/capacity-type': pool.capacity, 'karpenter.sh/nodepool': pool.name,
          'slipway.dev/nodes': pool.system ? 'system' : 'apps', 'slipway.dev/pool': pool.name,
        },
        annotations: { 'kwok.x-k8s.io/node': 'fake', 'metrics.k8s.io/resource-metrics-path': `/metrics/nodes/${name}/metrics/resource` },
      },
      spec: pool.system ? { taints: [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' }] } : {},
      status: {
        allocatable: resources, capacity: resources, addresses: [{ type: 'InternalIP', address }],
        daemonEndpoints: { kubeletEndpoint: { Port: port } },
      },
    }
  })))
}
