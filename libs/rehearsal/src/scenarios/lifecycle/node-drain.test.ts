import type { Cluster } from '@slipway/fleet'
import { describe, expect, it } from 'vitest'
import type { Live } from '../../cluster/kube.ts'
import { nodesOf } from '../../cluster/nodes.ts'
import { replacementOf } from './node-drain.ts'

const cluster = {
  region: 'eu-west-1',
  zones: ['eu-west-1a'],
  nodes: {
    pools: [
      { name: 'spot', capacity: 'spot', families: ['m7i'] },
      { name: 'system', capacity: 'on-demand', families: ['m7i'], system: true },
    ],
  },
} as unknown as Cluster

describe('replacementOf', () => {
  it.each(nodesOf(cluster, '10.0.0.1', 10250).map((node) => [node.metadata.name, node as Live] as const))(
    '%s in everything but its name',
    (name, node) => {
      const worn = {
        ...node,
        spec: { ...(node.spec as object), unschedulable: true, podCIDR: '10.244.1.0/24' },
        metadata: { ...node.metadata, uid: 'u', resourceVersion: '7' },
      } as Live
      const next = JSON.stringify(replacementOf(worn))
      const { taints = [] } = node.spec as { taints?: readonly unknown[] }
      expect(JSON.parse(next.replaceAll(`${name}-next`, name))).toEqual({ ...node, spec: { taints } })
    },
  )

  it('takes no taint along that is about the old node', () => {
    const taints = [
      { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' },
      { key: 'CriticalAddonsOnly', effect: 'NoSchedule' },
    ]
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' }, spec: { taints }, status: {} } as Live
    expect(replacementOf(node).spec).toEqual({ taints: [taints[1]] })
  })
})
