import { describe, expect, it } from 'vitest'
import type { Fleet } from '@slipway/fleet'
import { clusterOf, fleet, ireland, prodEu, prodUs, withClusters } from '../test/fixture.ts'
import { trustOf } from '../test/rights.ts'
import { resolved } from './iam/evaluate.ts'
import { inOrder } from './model/order.ts'
import { addonRoles } from './roles/addon-role.ts'
import { secretRoles } from './secret-role.ts'
import { asCloudFormation } from './writers/cloudformation.ts'

const teams = new Map([
  ['shop', {}],
  ['finance', { may: { secrets: ['legacy/ledger'] } }],
])
const files = secretRoles({ ...fleet, clusters: [prodEu, prodUs], teams } as unknown as Fleet).map(asCloudFormation)
const of = (path: string) => JSON.stringify(files.find((file) => file.path === path)?.template)

describe('secretRoles', () => {
  it('makes one for each team in each cluster', () => {
    expect(files.map(({ path }) => path)).toEqual([
      'aws/444455556666/role-secrets-prod-eu-shop.yaml',
      'aws/444455556666/role-secrets-prod-eu-finance.yaml',
      'aws/444455556666/role-secrets-prod-us-shop.yaml',
      'aws/444455556666/role-secrets-prod-us-finance.yaml',
    ])
  })

  it('reads keys of its team and no others, and what the fleet gives it', () => {
    expect(of('aws/444455556666/role-secrets-prod-eu-shop.yaml')).toContain(':secret:prod/shop/*')
    expect(of('aws/444455556666/role-secrets-prod-eu-shop.yaml')).not.toMatch(/finance|legacy|secret:\*/)
    expect(of('aws/444455556666/role-secrets-prod-eu-finance.yaml')).toContain(':secret:legacy/ledger*')
  })

  it('is for the External Secrets of its cluster alone', () => {
    expect(of('aws/444455556666/role-secrets-prod-us-shop.yaml')).toContain(
      '"aws:PrincipalTag/eks-cluster-name":"prod-us"',
    )
  })

  const own = clusterOf('own', 'prod', '444455556666', ireland, { addons: { 'external-secrets': 'ours' } })
  const estate = withClusters(prodEu, prodUs, own)
  const principals = (cluster: string) =>
    secretRoles(estate)
      .filter(({ clusters }) => clusters.includes(cluster))
      .map((one) => (resolved(trustOf(one)) as { Statement: { Principal: unknown }[] }).Statement[0]?.Principal)

  it.each([prodEu, prodUs])(
    'is taken by the role of External Secrets alone, which is made before it: $name',
    (cluster) => {
      const reader = addonRoles(cluster, estate).find(({ name }) => name === `${cluster.name}-addon-external-secrets`)
      const name = String(reader?.resources['Role']?.properties['RoleName'])
      expect(principals(cluster.name)).toEqual(Array(2).fill({ AWS: `arn:aws:iam::444455556666:role/${name}` }))
      const names = inOrder([...secretRoles(estate), ...addonRoles(cluster, estate)]).map((one) => one.name)
      expect(names.indexOf(reader?.name ?? '')).toBeLessThan(names.indexOf(`role-secrets-${cluster.name}-finance`))
    },
  )

  it("knows an organisation's own External Secrets by its session's tags alone", () => {
    expect(principals('own')).toEqual(Array(2).fill({ AWS: 'arn:aws:iam::444455556666:root' }))
  })
})
