import { describe, expect, it } from 'vitest'
import { prodEu } from '../../test/fixture.ts'
import { evaluate } from './evaluate.ts'
import { podTrust } from './pod-identity.ts'

const trust = podTrust({ cluster: prodEu, namespace: 'shop', serviceAccount: 'web' })
const right = {
  'aws:RequestTag/eks-cluster-arn': 'arn:aws:eks:eu-west-1:444455556666:cluster/prod-eu',
  'aws:RequestTag/kubernetes-namespace': 'shop',
  'aws:RequestTag/kubernetes-service-account': 'web',
}
const taken = (context: Readonly<Record<string, string>>) =>
  evaluate([trust], undefined, { action: 'sts:AssumeRole', resource: '*', context })

describe('the trust of a role for pods', () => {
  it('is for EKS alone, on behalf of one ServiceAccount of one cluster', () => {
    expect(trust.Statement.map(({ Principal }) => Principal)).toEqual([{ Service: 'pods.eks.amazonaws.com' }])
    expect(taken(right)).toBe('allowed')
  })

  it.each(Object.keys(right))('is nothing without or with another %s', (key) => {
    const { [key as keyof typeof right]: value, ...rest } = right
    expect(taken(rest)).toBe('not-allowed')
    for (const other of [
      `${value}x`,
      value.slice(1),
      value.replace('prod-eu', 'prod-us').replace(/^(shop|web)$/, 'x'),
      '*',
    ])
      expect(taken({ ...right, [key]: other })).toBe('not-allowed')
  })
})
