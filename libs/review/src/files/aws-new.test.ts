import { describe, expect, it } from 'vitest'
import { judgeAws } from './aws.ts'
import { nothingAround, type Around } from './file-risk.ts'

const pods = (account: string, more = '') =>
  `{Effect: Allow, Principal: {Service: pods.eks.amazonaws.com}, Action: ["sts:AssumeRole", "sts:TagSession"], Condition: {StringEquals: {"aws:RequestTag/kubernetes-namespace": shop, "aws:RequestTag/kubernetes-service-account": ${account}}}${more}}`
const use = '{Effect: Allow, Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::dev-shop-up/*"]}'
const bound = 'PermissionsBoundary: "arn:aws:iam::111122223333:policy/dev-apps", '
const role = (trust: string, rights = use, boundary = bound) =>
  `  Role: {Type: "AWS::IAM::Role", Properties: {RoleName: r, ${boundary}AssumeRolePolicyDocument: {Statement: [${trust}]}, Policies: [{PolicyName: rights, PolicyDocument: {Statement: [${rights}]}}]}}\n`
const pod = (account: string, arn = '{"Fn::GetAtt": [Role, Arn]}') =>
  `  Pods: {Type: "AWS::EKS::PodIdentityAssociation", Properties: {ClusterName: dev, Namespace: shop, ServiceAccount: ${account}, RoleArn: ${arn}}}\n`
const around: Around = { ...nothingAround, isOfNewApp: (path) => path.startsWith('apps/fresh/') }
const told = (after: string, before?: string) =>
  judgeAws({
    path: 'aws/111122223333/eu-west-1/x.yaml',
    before: before === undefined ? undefined : `Resources:\n${before}`,
    after: `Resources:\n${after}`,
    around,
  })
    .filter(([, code]) => code !== 'resource-added')
    .map(([level, code]) => `${level} ${code}`)

describe('a role that comes with its app', () => {
  it.each<[string, string, readonly string[]]>([
    ["the new app's own, in its boundary", role(pods('fresh')) + pod('fresh'), ['low grant-added']],
    ['without a boundary', role(pods('fresh'), use, '') + pod('fresh'), ['medium grant-added']],
    [
      'with every right',
      role(pods('fresh'), '{Effect: Allow, Action: "*", Resource: "*"}') + pod('fresh'),
      ['high grant-to-all'],
    ],
    [
      'with rights over roles',
      role(pods('fresh'), '{Effect: Allow, Action: "iam:PassRole", Resource: r}') + pod('fresh'),
      ['high grant-added'],
    ],
    [
      'of an app that there is',
      role(pods('old')) + pod('old'),
      ['medium trust-widened', 'medium grant-added', 'medium grant-added'],
    ],
    ['given to the pods of another', role(pods('fresh')) + pod('old'), ['low grant-added', 'high grant-added']],
    ['of a role that nobody sees here', pod('fresh', '"arn:aws:iam::111122223333:role/admin"'), ['high grant-added']],
    [
      'that an account may take, too',
      role(
        `${pods('fresh')}, {Effect: Allow, Principal: {AWS: "arn:aws:iam::999988887777:root"}, Action: "sts:AssumeRole"}`,
      ),
      ['high trust-widened', 'high grant-added', 'high trust-widened', 'high grant-added', 'medium grant-added'],
    ],
    [
      'that pods of every name may take',
      role('{Effect: Allow, Principal: {Service: pods.eks.amazonaws.com}, Action: "sts:AssumeRole"}'),
      ['medium trust-widened', 'medium grant-added'],
    ],
    [
      'that everybody may take',
      role('{Effect: Allow, Principal: "*", Action: "sts:AssumeRole"}'),
      ['high trust-widened', 'high grant-added', 'medium grant-added'],
    ],
  ])('%s', (_, after, risks) => {
    expect(told(after)).toEqual(risks)
  })

  it('is judged as before where the role was there', () => {
    expect(told(role(`${pods('fresh')}, ${pods('more')}`), role(pods('fresh')))).toContain('high trust-widened')
  })
})

describe('the policy of what comes with it', () => {
  const queue = '  Queue: {Type: "AWS::SQS::Queue", Properties: {QueueName: q}}\n'
  const policy = (who: string) =>
    `  Policy: {Type: "AWS::SQS::QueuePolicy", Properties: {Queues: [{Ref: Queue}], PolicyDocument: {Statement: [{Effect: Allow, Action: "sqs:SendMessage", Resource: q, ${who}}]}}}\n`
  const named = 'Principal: {Service: sns.amazonaws.com}, Condition: {ArnEquals: {"aws:SourceArn": t}}'
  it.each<[string, string, string | undefined, readonly string[]]>([
    ['lets a service in for one topic', queue + policy(named), undefined, ['low trust-widened', 'low grant-added']],
    [
      'lets it in for anybody',
      queue + policy('Principal: {Service: sns.amazonaws.com}'),
      undefined,
      ['high trust-widened', 'medium grant-added'],
    ],
    [
      'lets an account in',
      queue + policy('Principal: {AWS: "999988887777"}'),
      undefined,
      ['high trust-widened', 'medium grant-added'],
    ],
    ['is of a queue that was there', queue + policy(named), queue, ['high trust-widened', 'medium grant-added']],
  ])('%s', (_, after, before, risks) => {
    expect(told(after, before)).toEqual(risks)
  })
})

describe('the policy of what was there, by which a role of another account gets in', () => {
  const queue = '  Queue: {Type: "AWS::SQS::Queue", Properties: {QueueName: q}}\n'
  const role = (name: string) => `"arn:aws:iam::222233334444:role/dev-app-${name}"`
  const lent = (roles: readonly string[], more = {}) => {
    const {
      principal = '{AWS: ["arn:aws:iam::222233334444:root"]}',
      operator = 'ArnEquals',
      action = 'sqs:SendMessage',
    } = more as Readonly<Record<string, string>>
    const condition = operator === '' ? '' : `, Condition: {${operator}: {"aws:PrincipalArn": [${roles.join(', ')}]}}`
    const statement = `{Sid: LentSend, Effect: Allow, Principal: ${principal}, Action: ["${action}"], Resource: q${condition}}`
    return `${queue}  Policy: {Type: "AWS::SQS::QueuePolicy", Properties: {Queues: [{Ref: Queue}], PolicyDocument: {Statement: [${roles.length === 0 ? '' : statement}]}}}\n`
  }
  const one = lent([role('a')])
  it.each<[string, string, string, readonly string[]]>([
    ['the first role', lent([]), one, ['high trust-widened', 'medium grant-added']],
    ['one more', one, lent([role('a'), role('b')]), ['high trust-widened']],
    ['one less', lent([role('a'), role('b')]), one, []],
    ['any role of the account', one, lent([role('a')], { operator: '' }), ['high condition-lost']],
    ['roles by a pattern', one, lent([role('*')], { operator: 'ArnLike' }), ['high condition-lost']],
    ['everybody', one, lent([role('a')], { principal: '"*"' }), ['high trust-widened']],
    ['everything', one, lent([role('a')], { action: 'sqs:*' }), ['high grant-to-all']],
    [
      'another account',
      one,
      lent([role('a')], { principal: '{AWS: ["arn:aws:iam::999900001111:root"]}' }),
      ['high trust-widened'],
    ],
  ])('%s', (_, before, after, risks) => {
    expect(told(after, before)).toEqual(risks)
  })
})

it('tells what stays in AWS from what is deleted', () => {
  const bucket = (more: string) => `  B: {Type: "AWS::S3::Bucket"${more}}\n`
  const rest = '  Q: {Type: "AWS::SQS::Queue"}\n'
  expect(told(rest, rest + bucket(', DeletionPolicy: Retain'))).toEqual(['medium resource-left'])
  expect(told(rest, rest + bucket(''))).toEqual(['high resource-removed'])
})
