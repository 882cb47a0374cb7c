import { describe, expect, it } from 'vitest'
import { fleet } from '../test/fixture.ts'
import { imageRole } from './image-role.ts'
import { homeRegistry } from './registry.ts'

interface Statement {
  readonly Action: string | readonly string[]
  readonly Resource?: unknown
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>
}
const home = homeRegistry(fleet)
if (home === undefined) throw new Error('the fixture has no registry')
const role = imageRole(fleet, { ...home, prefix: 'apps/' }, 'repo:acme@12/estate@34:ref:refs/heads/trunk')
  .properties as unknown as {
  AssumeRolePolicyDocument: { Statement: readonly Statement[] }
  Policies: readonly { PolicyDocument: { Statement: readonly Statement[] } }[]
}
const allowed = role.Policies.flatMap((p) => p.PolicyDocument.Statement)

describe('the role that pushes images', () => {
  it('is taken by one subject for one audience, compared whole', () => {
    expect(role.AssumeRolePolicyDocument.Statement).toHaveLength(1)
    expect(role.AssumeRolePolicyDocument.Statement[0]?.Condition).toEqual({
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': 'repo:acme@12/estate@34:ref:refs/heads/trunk',
      },
    })
  })

  it('neither deletes nor sets anything, nor names actions by a pattern', () => {
    const actions = allowed.flatMap((s) => s.Action)
    expect(actions.filter((a) => /\*|Delete|Create|Set|Tag|Policy|Configuration/.test(a))).toEqual([])
    expect(actions).toContain('ecr:PutImage')
  })

  it('but for the login, reaches only repositories under the prefix that our stacks made', () => {
    const rest = allowed.filter((s) => s.Action !== 'ecr:GetAuthorizationToken')
    expect(rest.map((s) => [s.Resource, s.Condition])).toEqual([
      [
        { $arn: 'ecr:eu-west-1:111122223333:repository/apps/*' },
        { StringEquals: { 'aws:ResourceTag/managed-by': 'slipway' } },
      ],
    ])
  })
})
