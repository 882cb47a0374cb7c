import { describe, expect, it } from 'vitest'
import { fleet } from '../test/fixture.ts'
import { awsStacks } from './aws-stacks.ts'
import { driftRole, driftStacks, stackRegions } from './drift-role.ts'
import { stackId } from './model/stack.ts'

const asked = { ...fleet, stackDrift: true }
const ids = (of: typeof fleet) => driftStacks(of).map(stackId)

describe('the role that compares stacks', () => {
  it('is in each account, beside a provider where images bring none', () => {
    expect(ids(asked)).toEqual([
      '111122223333/role-stack-drift',
      '222233334444/provider-github',
      '222233334444/role-stack-drift',
      '444455556666/provider-github',
      '444455556666/role-stack-drift',
    ])
    const all = awsStacks(asked, []).map(stackId)
    expect(new Set(all).size).toBe(all.length)
  })

  it('is nowhere without the word, with OpenTofu, or outside of GitHub', () => {
    expect(ids(fleet)).toEqual([])
    expect(ids({ ...asked, stacks: 'opentofu' })).toEqual([])
    expect(ids({ ...asked, repository: { ...fleet.repository, url: 'https://git.acme.test/estate.git' } })).toEqual([])
  })

  it('may read names and templates of the fleet, and nothing else', () => {
    const role = driftRole(asked, '111122223333', 'repo:acme/estate:ref:refs/heads/trunk').properties as unknown as {
      AssumeRolePolicyDocument: { Statement: readonly [{ Condition: unknown }] }
      Policies: readonly [
        { PolicyDocument: { Statement: readonly { Action: readonly string[]; Resource: unknown }[] } },
      ]
    }
    expect(role.Policies[0].PolicyDocument.Statement.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [['cloudformation:ListStacks'], '*'],
      [['cloudformation:GetTemplate'], { $arn: 'cloudformation:*:111122223333:stack/acme-*' }],
    ])
    expect(role.AssumeRolePolicyDocument.Statement[0].Condition).toEqual({
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': 'repo:acme/estate:ref:refs/heads/trunk',
      },
    })
  })
})

describe('stackRegions', () => {
  it('has each account with the regions of its clusters and registries, each once', () => {
    expect([...stackRegions(fleet)]).toEqual([
      ['111122223333', ['eu-west-1', 'us-east-1']],
      ['222233334444', ['eu-west-1']],
      ['444455556666', ['eu-west-1', 'us-east-1']],
    ])
  })
})
