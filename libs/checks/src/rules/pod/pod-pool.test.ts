import { examplePool } from '@slipway/fleet/example'
import { describe, expect, it } from 'vitest'
import { table } from '../../../test/case.ts'
import { all, fleet, good, indexClusters, set } from '../../../test/fixture.ts'
import { apply } from '../../engine/rule.ts'
import { podPool } from './pod-pool.ts'

const must = (key: string, operator: string, ...values: readonly string[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key, operator, values }] }],
    },
  },
})
const none =
  'statefulset-ledger spec.template.spec.affinity: nodes that none of "system", "base" and "spot" has; a pool that takes its pods'

table(podPool, [
  {
    name: 'a pool that is not there',
    change: set('statefulset-ledger', 'spec.template.spec.nodeSelector', { 'slipway.dev/pool': 'nowhere' }),
    alone: true,
    says: [none],
  },
  {
    name: 'another processor',
    change: set('statefulset-ledger', 'spec.template.spec.affinity', must('kubernetes.io/arch', 'In', 'arm64')),
    says: [none],
  },
  {
    name: 'machines of a profile that nobody has',
    change: set('statefulset-ledger', 'spec.template.spec.affinity', must('slipway.dev/profile', 'In', 'memory')),
    says: [none],
  },
  {
    name: 'a zone of another region',
    change: set(
      'statefulset-ledger',
      'spec.template.spec.affinity',
      must('topology.kubernetes.io/zone', 'In', 'us-east-1a'),
    ),
    says: [none],
  },
  {
    name: "the add-ons' pool without a toleration",
    change: set('statefulset-ledger', 'spec.template.spec.nodeSelector', { 'slipway.dev/pool': 'system' }),
    says: [none],
  },
  {
    name: "the add-ons' pool with one",
    change: all(
      set('statefulset-ledger', 'spec.template.spec.nodeSelector', { 'slipway.dev/pool': 'system' }),
      set('statefulset-ledger', 'spec.template.spec.tolerations', [{ key: 'CriticalAddonsOnly', operator: 'Exists' }]),
    ),
    says: [],
  },
  {
    name: 'on-demand',
    change: set(
      'statefulset-ledger',
      'spec.template.spec.affinity',
      must('karpenter.sh/capacity-type', 'In', 'on-demand'),
    ),
    says: [],
  },
  {
    name: 'not on spot',
    change: set(
      'statefulset-ledger',
      'spec.template.spec.affinity',
      must('karpenter.sh/capacity-type', 'NotIn', 'spot'),
    ),
    says: [],
  },
  {
    name: 'no profile',
    change: set('statefulset-ledger', 'spec.template.spec.affinity', must('slipway.dev/profile', 'DoesNotExist')),
    says: [],
  },
  {
    name: 'a label of the cloud, which we cannot know',
    change: set('statefulset-ledger', 'spec.template.spec.affinity', must('topology.ebs.csi.aws.com/zone', 'Exists')),
    says: [],
  },
  {
    // 96 vCPUs are the largest machine, and it keeps some for itself.
    name: 'a pod that is larger than any machine',
    change: set('cronjob-report', 'spec.jobTemplate.spec.template.spec.containers[0].resources.requests.cpu', '96'),
    says: [
      'cronjob-report spec.jobTemplate.spec.template.spec.containers: 96100m of cpu and 256Mi of memory, the proxy\'s included; what a machine of "base" and "spot" has left',
    ],
  },
])

describe('machines with GPUs', () => {
  const withGpus: typeof fleet = {
    ...fleet,
    clusters: fleet.clusters.map((one) => ({
      ...one,
      nodes: { ...one.nodes, pools: [...one.nodes.pools, { ...examplePool('gpus'), profile: 'gpu' as const }] },
    })),
  }
  const tolerant = set('statefulset-ledger', 'spec.template.spec.tolerations', [
    { key: 'slipway.dev/profile', operator: 'Exists' },
  ])
  const limits = (device: string) =>
    set('statefulset-ledger', 'spec.template.spec.containers[0].resources.limits', { [device]: '1' })
  const got = (change: typeof tolerant) =>
    indexClusters(change(good()), withGpus).flatMap((index) => apply([podPool], index).map((issue) => issue.got))

  it.each([
    ['pods that tolerate them', tolerant, ['pods without a GPU on "gpus"']],
    ['pods that have some', all(tolerant, limits('nvidia.com/gpu')), []],
    ['pods that have a part of one', all(tolerant, limits('nvidia.com/mig-1g.5gb')), []],
    ['pods that do not', set('statefulset-ledger', 'spec.template.spec.tolerations', []), []],
  ] as const)('%s', (_, change, says) => {
    expect(got(change)).toEqual(says)
  })
})
