import { describe, expect, it } from 'vitest'
import { fleet } from '../test/fixture.ts'
import { argoCapability } from './argo-capability.ts'

const admins = '886103e0-f051-7068-b225-e6392b959d9e'
const identityCenter = { instance: 'arn:aws:sso:::instance/ssoins-1234567890abcdef', region: 'eu-west-1', admins }
const managed = { ...fleet, argocd: 'eks' as const, identityCenter }
const [cluster] = fleet.clusters
if (cluster === undefined) throw new Error('the fixture has clusters')

describe('argoCapability', () => {
  it('is none where the chart runs', () => {
    expect(argoCapability(cluster, fleet)).toEqual([])
  })

  it('is one for each cluster, in its account and region', () => {
    const all = managed.clusters.flatMap((one) => argoCapability(one, managed))
    expect(all.map(({ account, region, name }) => `${account}/${region}/${name}`)).toEqual(
      managed.clusters.map(({ account, region, name }) => `${account}/${region}/argocd-${name}`),
    )
  })

  it('has the properties that AWS requires, and those alone that it has', () => {
    const [stack] = argoCapability(cluster, managed)
    const { type, properties } = stack?.resources['ArgoCd'] ?? {}
    expect(type).toBe('AWS::EKS::Capability')
    const required = ['CapabilityName', 'ClusterName', 'DeletePropagationPolicy', 'RoleArn', 'Type']
    expect(Object.keys(properties ?? {}).sort()).toEqual([...required, 'Configuration', 'Tags'].sort())
    expect(properties).toMatchObject({ Type: 'ARGOCD', DeletePropagationPolicy: 'RETAIN', ClusterName: cluster.name })
  })

  it('lets everybody of a team sign on, and one group administer', () => {
    const [stack] = argoCapability(cluster, managed)
    const text = JSON.stringify(stack?.resources['ArgoCd']?.properties)
    expect(text).toContain(`{"Role":"ADMIN","Identities":[{"Id":"${admins}","Type":"SSO_GROUP"}]}`)
    for (const { group } of fleet.teams.values()) expect(text).toContain(`{"Id":"${group}","Type":"SSO_GROUP"}`)
  })

  it('has a role that nobody but the capability takes, without rights in AWS', () => {
    const { properties } = argoCapability(cluster, managed)[0]?.resources['Role'] ?? {}
    expect(JSON.stringify(properties)).toContain('"Principal":{"Service":"capabilities.eks.amazonaws.com"}')
    expect(Object.keys(properties ?? {})).not.toContain('Policies')
    expect(Object.keys(properties ?? {})).not.toContain('ManagedPolicyArns')
  })
})
