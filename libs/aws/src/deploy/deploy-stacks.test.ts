import { describe, expect, it } from 'vitest'
import { appOf, fleet } from '../../test/fixture.ts'
import { byCanary, exposed, functionOf } from '../../test/functions.ts'
import { awsStacks } from '../aws-stacks.ts'
import { functionStacks } from '../functions/function-stack.ts'
import { evaluate } from '../iam/evaluate.ts'
import type { PolicyDocument } from '../iam/policy.ts'
import { stackIssues } from '../judge/stack-issues.ts'
import { stackId } from '../model/stack.ts'
import { deployStacks } from './deploy-stacks.ts'
import { rightsByType } from './make-rights.ts'

const asked = { ...fleet, stackDeploy: 'functions' as const }
const account = '444455556666'

interface Role {
  readonly AssumeRolePolicyDocument: PolicyDocument
  readonly Policies: readonly [{ readonly PolicyDocument: PolicyDocument }]
}
const role = (id: 'Prepare' | 'Deploy' | 'Make') =>
  deployStacks(asked).find(({ name }) => name === 'role-stacks-prod-eu')?.resources[id]?.properties as unknown as Role
const subjectOf = (id: 'Prepare' | 'Deploy') =>
  role(id).AssumeRolePolicyDocument.Statement[0]?.Condition?.['StringEquals']?.[
    'token.actions.githubusercontent.com:sub'
  ]
const may = (id: 'Prepare' | 'Deploy' | 'Make', action: string, resource: string, context = {}) =>
  evaluate([role(id).Policies[0].PolicyDocument], undefined, { action, resource, context })

describe('the roles that deploy functions', () => {
  it('are there by the word alone, and not with OpenTofu or outside of GitHub', () => {
    expect(deployStacks(fleet)).toEqual([])
    expect(deployStacks({ ...asked, stacks: 'opentofu' })).toEqual([])
    const elsewhere = { ...fleet.repository, url: 'https://git.acme.test/estate.git' }
    expect(deployStacks({ ...asked, repository: elsewhere })).toEqual([])
    const all = awsStacks({ ...asked, stackDrift: true }, []).map(stackId)
    expect(new Set(all).size).toBe(all.length)
    expect(all).toContain(`${account}/role-stacks-prod-eu`)
  })

  it('are nothing that somebody else could take, and no rule finds anything', () => {
    const every = functionStacks([functionOf({ ...exposed, ...byCanary })], asked, [appOf('thumbs')])
    expect(stackIssues([...deployStacks(asked), ...every], asked)).toEqual([])
    // Without the word an environment is somebody else's.
    expect(stackIssues(deployStacks(asked), fleet).map(({ code }) => code)).toContain('trust-subject')
  })

  it('are taken by the branch to prepare, and in the reviewed environment alone to execute', () => {
    expect(String(subjectOf('Prepare'))).toMatch(/:ref:refs\/heads\/trunk$/)
    expect(String(subjectOf('Deploy'))).toMatch(/:environment:stacks-prod$/)
  })

  const stack = (name: string) => `arn:aws:cloudformation:eu-west-1:${account}:stack/${fleet.name}-${name}/1`
  const make = { 'cloudformation:RoleArn': `arn:aws:iam::${account}:role/prod-eu-stack-make` }
  it.each<['Prepare' | 'Deploy', string, string, object, string]>([
    ['Prepare', 'CreateChangeSet', 'prod-eu-function-a', make, 'allowed'],
    ['Prepare', 'CreateChangeSet', 'prod-eu-function-a', {}, 'not-allowed'],
    ['Prepare', 'CreateChangeSet', 'prod-eu-cluster', make, 'not-allowed'],
    ['Prepare', 'CreateChangeSet', 'prod-us-function-a', make, 'not-allowed'],
    ['Prepare', 'ExecuteChangeSet', 'prod-eu-function-a', make, 'not-allowed'],
    ['Prepare', 'UpdateStack', 'prod-eu-function-a', make, 'not-allowed'],
    ['Deploy', 'ExecuteChangeSet', 'prod-eu-function-a', {}, 'allowed'],
    ['Deploy', 'ExecuteChangeSet', 'role-stacks-prod-eu', {}, 'not-allowed'],
    ['Deploy', 'CreateChangeSet', 'prod-eu-function-a', make, 'not-allowed'],
    ['Deploy', 'DeleteStack', 'prod-eu-function-a', {}, 'not-allowed'],
  ])('%s: %s of %s', (id, action, name, context, expected) =>
    expect(may(id, `cloudformation:${action}`, stack(name), context)).toBe(expected),
  )
})

describe('what CloudFormation may make', () => {
  const iam = (name: string) => `arn:aws:iam::${account}:role/${name}`
  const record = (name: string, type = 'CNAME') => ({
    'route53:ChangeResourceRecordSetsNormalizedRecordNames': [name],
    'route53:ChangeResourceRecordSetsRecordTypes': [type],
  })
  const zone = 'arn:aws:route53:::hostedzone/Z1'
  const group = `arn:aws:ec2:eu-west-1:${account}:security-group/sg-1`
  const polls = (name: string) => ({ 'lambda:FunctionArn': `arn:aws:lambda:eu-west-1:${account}:function:${name}` })
  const bound = { 'iam:PermissionsBoundary': `arn:aws:iam::${account}:policy/prod-eu-functions` }
  it.each<[string, string, object, string]>([
    ['iam:CreateRole', iam('prod-eu-function-a'), bound, 'allowed'],
    ['iam:CreateRole', iam('prod-eu-function-a'), {}, 'not-allowed'],
    ['iam:CreateRole', iam('prod-eu-other'), bound, 'not-allowed'],
    ['iam:PutRolePolicy', iam('prod-eu-stack-make'), bound, 'not-allowed'],
    ['iam:DeleteRolePermissionsBoundary', iam('prod-eu-function-a'), bound, 'not-allowed'],
    ['iam:AttachRolePolicy', iam('prod-eu-function-a'), bound, 'not-allowed'],
    ['iam:PassRole', iam('prod-eu-function-a'), { 'iam:PassedToService': 'ec2.amazonaws.com' }, 'not-allowed'],
    ['lambda:UpdateAlias', `arn:aws:lambda:eu-west-1:${account}:function:prod-eu-a:live`, {}, 'allowed'],
    ['lambda:UpdateFunctionCode', `arn:aws:lambda:eu-west-1:${account}:function:other`, {}, 'not-allowed'],
    ['lambda:InvokeFunction', `arn:aws:lambda:eu-west-1:${account}:function:prod-eu-a`, {}, 'not-allowed'],
    ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:eu-west-1:${account}:secret:a`, {}, 'not-allowed'],
    ['s3:GetObject', 'arn:aws:s3:::prod-a/b', {}, 'not-allowed'],
    ['route53:ChangeResourceRecordSets', zone, record('hooks.prod-eu.acme.test'), 'allowed'],
    ['route53:ChangeResourceRecordSets', zone, record('prod-eu.acme.test'), 'not-allowed'],
    ['route53:ChangeResourceRecordSets', zone, record('hooks.prod-us.acme.test'), 'not-allowed'],
    ['route53:ChangeResourceRecordSets', zone, record('hooks.prod-eu.acme.test', 'NS'), 'not-allowed'],
    ['ec2:DeleteSecurityGroup', group, { 'aws:ResourceTag/managed-by': 'slipway' }, 'allowed'],
    ['ec2:DeleteSecurityGroup', group, {}, 'not-allowed'],
    ['ec2:CreateSecurityGroup', group, {}, 'allowed'],
    ['ec2:CreateTags', group, {}, 'allowed'],
    ['ec2:CreateTags', `arn:aws:ec2:eu-west-1:${account}:instance/i-1`, {}, 'not-allowed'],
    ['lambda:TagResource', `arn:aws:lambda:eu-west-1:${account}:event-source-mapping:1`, {}, 'allowed'],
    ['lambda:TagResource', `arn:aws:lambda:eu-west-1:${account}:function:prod-eu-a`, {}, 'allowed'],
    ['lambda:TagResource', `arn:aws:lambda:eu-west-1:${account}:function:other`, {}, 'not-allowed'],
    ['acm:AddTagsToCertificate', `arn:aws:acm:eu-west-1:${account}:certificate/1`, {}, 'allowed'],
    ['acm:AddTagsToCertificate', 'arn:aws:acm:us-east-1:999900001111:certificate/1', {}, 'not-allowed'],
    ['lambda:CreateEventSourceMapping', '*', polls('prod-eu-a'), 'allowed'],
    ['lambda:CreateEventSourceMapping', '*', polls('other'), 'not-allowed'],
  ])('%s on %s', (action, resource, context, expected) => expect(may('Make', action, resource, context)).toBe(expected))

  it('has rights for each type of resource that a function can have', () => {
    const inVpc = { hosts: [{ host: 'db.acme.test', port: 5432, private: true as const }] }
    const all = [
      { ...exposed, ...byCanary, ...inVpc },
      { queue: { name: 'a', batch: 10 } },
      { schedule: { cron: '0 3 * * 1', zone: 'UTC' } },
    ]
    const types = all.flatMap((more) =>
      functionStacks([functionOf(more)], asked, [])
        .filter(({ name }) => name.includes('-function-'))
        .flatMap(({ resources }) => Object.values(resources).map(({ type }) => type)),
    )
    expect([...new Set(types)].filter((type) => rightsByType[type] === undefined)).toEqual([])
    expect(new Set(types)).toEqual(new Set(Object.keys(rightsByType)))
  })

  it('makes no role without the boundary', () => {
    const roles = [{ ...exposed, ...byCanary }, { schedule: { cron: '0 3 * * 1', zone: 'UTC' } }].flatMap((more) =>
      functionStacks([functionOf(more)], asked, []).flatMap(({ resources }) =>
        Object.values(resources).filter(({ type }) => type === 'AWS::IAM::Role'),
      ),
    )
    expect(roles).toHaveLength(4)
    for (const one of roles) expect(one.properties).toHaveProperty('PermissionsBoundary')
  })
})
