import { describe, expect, it } from 'vitest'
import type { Fleet } from '@slipway/fleet'
import { fleet, prodEu, prodUs } from '../test/fixture.ts'
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
})
