import { describe, expect, it } from 'vitest'
import { clusterOf, fleet as given, ireland, prodEu } from '../../test/fixture.ts'
import { podTrust } from '../iam/pod-identity.ts'
import { policy, type Conditions, type Statement } from '../iam/policy.ts'
import { arn } from '../model/value.ts'
import { trustProblems, type TrustCode } from './trust.ts'

const ownSecrets = clusterOf('own', 'prod', '444455556666', ireland, { addons: { 'external-secrets': 'ours' } })
const fleet = { ...given, clusters: [...given.clusters, ownSecrets] }
const gitHub = 'token.actions.githubusercontent.com'
const sub = 'repo:acme@12/estate@34:ref:refs/heads/trunk'
const conditions = (more: Readonly<Record<string, string | readonly string[]>> = {}): Conditions => ({
  StringEquals: { [`${gitHub}:aud`]: 'sts.amazonaws.com', [`${gitHub}:sub`]: sub, ...more },
})
const ofGitHub = (more: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Principal: { Federated: arn(`iam::111122223333:oidc-provider/${gitHub}`) },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: conditions(),
  ...more,
})
const withSub = (one: string) => ofGitHub({ Condition: conditions({ [`${gitHub}:sub`]: one }) })
const liked = (pattern: string): Statement =>
  ofGitHub({
    Condition: {
      StringEquals: { [`${gitHub}:aud`]: 'sts.amazonaws.com' },
      StringLike: { [`${gitHub}:sub`]: pattern },
    },
  })

const [ofPod] = podTrust({ cluster: prodEu, namespace: 'shop', serviceAccount: 'web' }).Statement as [Statement]
const tags = { ...ofPod.Condition?.['StringEquals'] }
const pods = (more: Readonly<Record<string, string>>): Statement => ({
  ...ofPod,
  Condition: { StringEquals: { ...tags, ...more } },
})
const ofAccount = (account: string, more: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Principal: { AWS: arn(`iam::${account}:root`) },
  Action: ['sts:AssumeRole', 'sts:TagSession'],
  Condition: { StringEquals: { 'aws:PrincipalTag/eks-cluster-name': 'own' } },
  ...more,
})

const codesOf = (statement: Statement) => trustProblems(policy(statement), fleet).map(({ code }) => code)

describe('who may take a role', () => {
  it.each<[string, Statement]>([
    ['the branch that Argo CD follows', ofGitHub()],
    ['a ServiceAccount', ofPod],
    ["sessions of an External Secrets that is the organisation's own", ofAccount('444455556666')],
    ['a role by its name', ofAccount('444455556666', { Principal: { AWS: arn('iam::444455556666:role/one') } })],
    ['machines', { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  ])('%s is right', (_, statement) => expect(codesOf(statement)).toEqual([]))

  it.each<[string, Statement, ...TrustCode[]]>([
    ['a subject by a pattern', liked('repo:acme@12/estate@34:*'), 'trust-operator', 'trust-subject'],
    ['a pattern that is compared whole', withSub('repo:acme@12/estate@34:*'), 'trust-subject'],
    ['another repository', withSub('repo:acme@12/other@35:ref:refs/heads/trunk'), 'trust-subject'],
    [
      'a repository of the same name, without its numbers',
      withSub('repo:acme/estate:ref:refs/heads/trunk'),
      'trust-subject',
    ],
    ['pull requests', withSub('repo:acme@12/estate@34:pull_request'), 'trust-subject'],
    ['another branch', withSub('repo:acme@12/estate@34:ref:refs/heads/trunk-2'), 'trust-subject'],
    ["a tag of the branch's name", withSub('repo:acme@12/estate@34:ref:refs/tags/trunk'), 'trust-subject'],
    ['an environment', withSub('repo:acme@12/estate@34:environment:prod'), 'trust-subject'],
    [
      'the right one and another',
      ofGitHub({ Condition: conditions({ [`${gitHub}:sub`]: [sub, `${sub}-2`] }) }),
      'trust-subject',
    ],
    [
      'no subject',
      ofGitHub({ Condition: { StringEquals: { [`${gitHub}:aud`]: 'sts.amazonaws.com' } } }),
      'trust-subject',
    ],
    [
      'another audience',
      ofGitHub({ Condition: conditions({ [`${gitHub}:aud`]: 'https://github.com/acme' }) }),
      'trust-audience',
    ],
    ['no audience', ofGitHub({ Condition: { StringEquals: { [`${gitHub}:sub`]: sub } } }), 'trust-audience'],
    ['no condition', { ...ofGitHub(), Condition: {} }, 'trust-audience', 'trust-subject'],
    [
      'a set of values, which no value satisfies, too',
      ofGitHub({ Condition: { ...conditions(), 'ForAllValues:StringEquals': { [`${gitHub}:actor`]: ['a'] } } }),
      'trust-operator',
    ],
    [
      'another provider',
      ofGitHub({ Principal: { Federated: arn('iam::111122223333:oidc-provider/gitlab.com') } }),
      'trust-provider',
    ],
    ['everybody', ofGitHub({ Principal: '*' }), 'trust-anybody'],
    ['all of AWS', ofAccount('444455556666', { Principal: { AWS: '*' } }), 'trust-anybody'],
    ['an account that is not of the fleet', ofAccount('999900001111'), 'trust-account'],
    [
      "sessions by their tags, where External Secrets is Slipway's",
      ofAccount('444455556666', {
        Condition: { StringEquals: { 'aws:PrincipalTag/eks-cluster-name': 'prod-eu' } },
      }),
      'trust-account',
    ],
    ['sessions of a cluster of another account', ofAccount('222233334444'), 'trust-account'],
    ['all of an account', { ...ofAccount('444455556666'), Condition: {} }, 'trust-account'],
    ['pods of any cluster', pods({ 'aws:RequestTag/eks-cluster-arn': '*' }), 'trust-pods'],
    [
      'pods of a cluster that is not of the fleet',
      pods({ 'aws:RequestTag/eks-cluster-arn': 'arn:aws:eks:eu-west-1:444455556666:cluster/x' }),
      'trust-pods',
    ],
    ['all pods', { ...ofPod, Condition: {} }, 'trust-pods'],
    ['a whole namespace', pods({ 'aws:RequestTag/kubernetes-service-account': '*' }), 'trust-pods'],
    ['another action', { ...ofPod, Action: ['sts:*'] }, 'trust-action'],
  ])('%s is refused', (_, statement, ...codes) => expect(codesOf(statement)).toEqual(codes))
})
