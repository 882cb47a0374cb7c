import { describe, expect, it } from 'vitest'
import type { Live } from '../../cluster/kube.ts'
import { staysOnDemand } from './drained-app.ts'

const workload = (kind: string, nodeAffinity?: object) =>
  ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'a' },
    spec: { template: { spec: nodeAffinity === undefined ? {} : { affinity: { nodeAffinity } } } },
  }) as unknown as Live
const on = (...values: readonly string[]) => ({
  nodeSelectorTerms: [{ matchExpressions: [{ key: 'karpenter.sh/capacity-type', operator: 'In', values }] }],
})

describe('staysOnDemand', () => {
  it.each([
    ['a Deployment that says nothing', workload('Deployment'), false],
    ['one that prefers spot', workload('Deployment', { preferredDuringSchedulingIgnoredDuringExecution: [] }), false],
    [
      'one that has to be on on-demand',
      workload('Deployment', { requiredDuringSchedulingIgnoredDuringExecution: on('on-demand') }),
      true,
    ],
    [
      'one that may be on either',
      workload('Deployment', { requiredDuringSchedulingIgnoredDuringExecution: on('on-demand', 'spot') }),
      false,
    ],
    [
      'what has volumes, whatever it says',
      workload('StatefulSet', { requiredDuringSchedulingIgnoredDuringExecution: on('spot') }),
      true,
    ],
  ])('%s: %s', (_, found, stays) => expect(staysOnDemand(found)).toBe(stays))
})
