import { describe, expect, it } from 'vitest'
import { saysOf, table } from '../../../test/case.ts'
import { all, drop, good, set } from '../../../test/fixture.ts'
import { prodReplicas } from './prod-replicas.ts'

const one = set('horizontalpodautoscaler-web', 'spec.minReplicas', 1)

table(prodReplicas, [
  {
    name: 'one pod, by an HPA',
    change: one,
    alone: true,
    says: ['horizontalpodautoscaler-web spec.minReplicas: 1 pods at the least; two or more in prod'],
  },
  {
    name: 'one pod, by number',
    change: all(drop('scaledobject-queue', 'poddisruptionbudget-queue'), set('deployment-queue', 'spec.replicas', 1)),
    says: ['deployment-queue spec.replicas: 1 pods at the least; two or more in prod'],
  },
  {
    name: 'no budget',
    change: drop('poddisruptionbudget-queue'),
    says: ['deployment-queue: no PodDisruptionBudget; one in prod, or a drained node takes all pods at once'],
  },
])

describe('prod-replicas elsewhere', () => {
  it('asks for nothing in dev', () => {
    expect(saysOf(prodReplicas, one(good('dev')))).toEqual([])
  })
})
