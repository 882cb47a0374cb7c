import { Testing } from 'cdk8s'
import { describe, expect, it } from 'vitest'
import { kindOf } from './kinds.ts'

describe('kindOf', () => {
  it.each([
    ['Deployment', 'apps/v1'],
    ['Gateway', 'networking.istio.io/v1'],
    ['ClusterIssuer', 'cert-manager.io/v1'],
  ])('makes a %s of the first version that is served', (kind, apiVersion) => {
    const chart = Testing.chart()
    ;new (kindOf(kind))(chart, 'a', {})
    expect(Testing.synth(chart)).toMatchObject([{ apiVersion, kind }])
  })

  it('refuses a kind that nobody knows', () => {
    expect(() => kindOf('Deploymint')).toThrow('Deploymint is not in knownKinds')
  })
})
