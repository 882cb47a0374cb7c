import { describe, expect, it } from 'vitest'
import { clusterOf, modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { priority } from './priority.ts'

const levels = (more: Parameters<typeof clusterOf>[2] = {}) =>
  objectsOf(priority, modelOf(clusterOf('prod-eu', 'prod', more))).map(({ kind, metadata, spec }) => {
    const { matchingPrecedence, priorityLevelConfiguration } = spec as {
      matchingPrecedence: number
      priorityLevelConfiguration: { name: string }
    }
    return `${kind} ${metadata.name}: ${matchingPrecedence} ${priorityLevelConfiguration.name}`
  })

describe("Karpenter's questions to the API server", () => {
  it("are as urgent as those of kube-system's accounts", () => {
    expect(levels()).toEqual([
      'FlowSchema karpenter-leader-election: 200 leader-election',
      'FlowSchema karpenter-workload: 1000 workload-high',
    ])
  })
  it.each([
    ['where somebody else runs it', { addons: { karpenter: 'ours' } }],
    ['where there is none', { nodes: { ...prod.nodes, scaler: 'cluster-autoscaler' } }],
  ] as const)('nothing %s', (_, more) => {
    expect(levels(more)).toEqual([])
  })
})
