import { expect, test } from 'vitest'
import { withKwokNodes } from './node-pools.ts'

test('only the class of the nodes is another', () => {
  const pool = (nodeClassRef: unknown) => ({
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: 'spot' },
    spec: {
      limits: { cpu: '8' },
      template: { metadata: { labels: { a: 'b' } }, spec: { expireAfter: '720h', nodeClassRef } },
    },
  })
  expect(withKwokNodes(pool({ group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'gpu' }))).toEqual(
    pool({ group: 'karpenter.kwok.sh', kind: 'KWOKNodeClass', name: 'gpu' }),
  )
})
