import { describe, expect, it } from 'vitest'
import { arn } from '../model/value.ts'
import { allow, policy, serviceTrust } from './policy.ts'
import { role } from './role.ts'

const trust = serviceTrust('lambda.amazonaws.com')
const rights = [allow('Look', ['s3:ListBucket'], '*')]

describe('role', () => {
  it.each<[string, Parameters<typeof role>, object]>([
    ['has no policy without rights', [{ name: 'a', trust }], {}],
    ['says what it does', [{ name: 'a', does: 'Looks', trust }], { Description: 'Looks' }],
    [
      'has its rights as one policy',
      [{ name: 'a', trust, rights }],
      { Policies: [{ PolicyName: 'rights', PolicyDocument: policy(...rights) }] },
    ],
    [
      'whose name may be given',
      [{ name: 'a', trust, rights, policyName: 'look' }],
      { Policies: [{ PolicyName: 'look', PolicyDocument: policy(...rights) }] },
    ],
    [
      'may be bounded',
      [{ name: 'a', trust }, { PermissionsBoundary: arn('iam::1:policy/b') }],
      { PermissionsBoundary: arn('iam::1:policy/b') },
    ],
  ])('%s', (_, given, more) => {
    expect(role(...given).properties).toEqual({
      RoleName: 'a',
      AssumeRolePolicyDocument: trust,
      Tags: [{ Key: 'managed-by', Value: 'slipway' }],
      ...more,
    })
  })
})
