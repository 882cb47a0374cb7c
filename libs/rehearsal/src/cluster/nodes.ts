import type { KubeObject } from '@slipway/core'
import {
  capacityLabel,
  coreOf,
  labelsOf,
  nodeLabels,
  sharesOf,
  systemTaint,
  taintsOf,
  type Cluster,
} from '@slipway/fleet'

/** Enough for twice the pods of a canary. */
const each = 2

const places = ({ region }: Cluster, name: string, zone: string) => ({
  'kubernetes.io/hostname': name,
  'kubernetes.io/os': 'linux',
  'kubernetes.io/arch': 'amd64',
  type: 'kwok',
  'topology.kubernetes.io/region': region,
  'topology.kubernetes.io/zone': zone,
})

interface KwokNode {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly taints: readonly unknown[]
  readonly size: { readonly cpu: string; readonly memory: string }
}

/** @param address of its kubelet, for metrics-server */
function kwokNode({ name, labels, taints, size }: KwokNode, address: string, port: number): KubeObject {
  const resources = { ...size, pods: '110', 'ephemeral-storage': '80Gi' }
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels,
      annotations: {
        'kwok.x-k8s.io/node': 'fake',
        'metrics.k8s.io/resource-metrics-path': `/metrics/nodes/${name}/metrics/resource`,
      },
    },
    spec: { taints },
    status: {
      allocatable: resources,
      capacity: resources,
      // Both, or KWOK writes the other, and in place of the first where it does not know that they merge.
      addresses: [
        { type: 'InternalIP', address },
        { type: 'Hostname', address: name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: port } },
    },
  }
}

/**
 * The KWOK nodes of a cluster's first group: the only ones before its scaler runs. Each has the room of an m7i.large.
 */
export function coreNodesOf(cluster: Cluster, address: string, port: number): readonly KubeObject[] {
  const { machine, nodes } = coreOf(cluster.nodes)
  return Array.from({ length: nodes }, (_, index): KubeObject => {
    const zone = cluster.zones[index % cluster.zones.length] ?? ''
    const name = `core-${index + 1}`
    const labels = {
      ...places(cluster, name, zone),
      'node.kubernetes.io/instance-type': machine,
      [capacityLabel]: 'on-demand',
      [nodeLabels.nodes]: 'system',
    }
    // The allocatable part of 2 vCPU and 8 GiB.
    const size = { cpu: '1930m', memory: '7Gi' }
    return kwokNode({ name, labels, taints: [{ ...systemTaint }], size }, address, port)
  })
}

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
        const labels = {
          ...places(cluster, name, zone),
          'node.kubernetes.io/instance-type': `${pool.families[0] ?? 'm7i'}.4xlarge`,
          'karpenter.sh/capacity-type': pool.capacity,
          'karpenter.sh/nodepool': pool.name,
          ...labelsOf(pool),
          ...(shares.length === 0 ? {} : { [nodeLabels.share]: shares[index % shares.length] ?? '' }),
        }
        const taints = taintsOf(pool, cluster.nodes).map((taint) => ({ ...taint }))
        return kwokNode({ name, labels, taints, size: { cpu: '16', memory: '64Gi' } }, address, port)
      }),
    ),
  )
}
