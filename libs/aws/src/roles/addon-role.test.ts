import { addonNames } from '@slipway/fleet'
import { addons } from '@slipway/platform'
import { describe, expect, it } from 'vitest'
import { clusterOf, dev, fleet, ireland, prodEu, withClusters } from '../../test/fixture.ts'
import { addonRoleOf, rightsOf, trustOf } from '../../test/rights.ts'
import { evaluate, type Decision } from '../iam/evaluate.ts'
import type { AwsRequest } from '../iam/request.ts'
import { stackId } from '../model/stack.ts'
import { addonRights } from './addon-rights.ts'
import { addonRoles } from './addon-role.ts'

const grouped = clusterOf('lab', 'dev', '222233334444', ireland, {
  nodes: { scaler: 'cluster-autoscaler', groups: 'managed', role: 'lab-node', pools: [] },
})
const handed = clusterOf('handed', 'prod', '444455556666', ireland, { needs: 'ack' })
const clusters = [dev, prodEu, grouped, handed]
const of = withClusters(...clusters)
const roles = clusters.flatMap((cluster) => addonRoles(cluster, of))
const roleOf = (addon: string, cluster = prodEu) => addonRoleOf(addon, cluster, of)

describe('the roles of add-ons', () => {
  it('are one for each ServiceAccount that a chart or EKS gives rights to, with what EKS tells of it', () => {
    for (const cluster of clusters) {
      const accounts = addons(cluster, of).flatMap(({ props }) =>
        props.aws.map(({ serviceAccount }) => `${props.namespace}/${serviceAccount}`),
      )
      const made = addonRoles(cluster, of).map(({ resources }) => {
        const { ClusterName, Namespace, ServiceAccount } = resources['Pods']?.properties ?? {}
        expect(ClusterName).toBe(cluster.name)
        return `${String(Namespace)}/${String(ServiceAccount)}`
      })
      expect(made.toSorted()).toEqual(
        [...accounts, 'kube-system/aws-node', 'kube-system/ebs-csi-controller-sa'].toSorted(),
      )
    }
  })

  it('are none without rights, and no rights are without an add-on that asks for them', () => {
    expect(roles.filter((role) => rightsOf(role).every(({ Statement }) => Statement.length === 0))).toEqual([])
    const asking = new Set(
      clusters.flatMap((c) => addons(c, of).filter(({ props }) => props.aws.length > 0)).map((a) => a.name),
    )
    expect(addonNames.filter((name) => name in addonRights).toSorted()).toEqual([...asking].toSorted())
  })

  it('are for EKS on behalf of that ServiceAccount, no longer than IAM takes, each statement named once', () => {
    for (const role of roles) {
      const documents = rightsOf(role)
      expect(JSON.stringify(documents).length).toBeLessThan(10_240)
      const sids = documents.flatMap(({ Statement }) => Statement.map(({ Sid }) => Sid))
      expect(new Set(sids).size).toBe(sids.length)
      expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid ?? ''))).toEqual([])
      expect(trustOf(role).Statement[0]?.Principal).toEqual({ Service: 'pods.eks.amazonaws.com' })
    }
  })

  it('have no action by a pattern, and all resources only for what only reads or has none', () => {
    const open = roles.flatMap((role) =>
      rightsOf(role).flatMap(({ Statement }) =>
        Statement.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action),
      ),
    )
    const actions = roles.flatMap((role) =>
      rightsOf(role).flatMap(({ Statement }) => Statement.flatMap((s) => s.Action)),
    )
    expect(actions.filter((action) => action.includes('*'))).toEqual([])
    expect([...new Set(open)].filter((action) => !/:(Describe|List|Get)/.test(action)).toSorted()).toEqual([
      'iam:CreateServiceLinkedRole',
      // Of subscriptions, which are no resources to IAM.
      'sns:SetSubscriptionAttributes',
      'sns:Unsubscribe',
    ])
  })

  it('do not change with an app or a team', () => {
    const more = { ...fleet, teams: new Map() }
    expect(JSON.stringify(addonRoles(prodEu, more))).toBe(JSON.stringify(addonRoles(prodEu, fleet)))
  })

  const zone = 'arn:aws:route53:::hostedzone/Z1'
  const record = (type: string, name: string) => ({
    'route53:ChangeResourceRecordSetsRecordTypes': [type],
    'route53:ChangeResourceRecordSetsNormalizedRecordNames': [name],
  })
  const instance = 'arn:aws:ec2:eu-west-1:444455556666:instance/i-1'
  const owned = {
    'aws:ResourceTag/kubernetes.io/cluster/prod-eu': 'owned',
    'aws:ResourceTag/karpenter.sh/nodepool': 'base',
  }
  const balancer = 'arn:aws:elasticloadbalancing:eu-west-1:444455556666:loadbalancer/net/a/1'
  const volume = 'arn:aws:ec2:eu-west-1:444455556666:volume/vol-1'
  it.each<[string, string, AwsRequest['context'], Decision, string]>([
    [
      'cert-manager',
      'route53:ChangeResourceRecordSets',
      record('TXT', '_acme-challenge.prod-eu.acme.test'),
      'allowed',
      zone,
    ],
    [
      'cert-manager',
      'route53:ChangeResourceRecordSets',
      record('A', '_acme-challenge.prod-eu.acme.test'),
      'not-allowed',
      zone,
    ],
    ['cert-manager', 'route53:ChangeResourceRecordSets', record('TXT', 'prod-eu.acme.test'), 'not-allowed', zone],
    ['external-dns', 'route53:ChangeResourceRecordSets', record('A', '\\052.prod-eu.acme.test'), 'allowed', zone],
    ['external-dns', 'route53:ChangeResourceRecordSets', record('A', 'prod-us.acme.test'), 'not-allowed', zone],
    ['external-dns', 'route53:ChangeResourceRecordSets', record('NS', 'prod-eu.acme.test'), 'not-allowed', zone],
    ['external-dns', 'route53:DeleteHostedZone', {}, 'not-allowed', zone],
    [
      'external-secrets',
      'secretsmanager:GetSecretValue',
      {},
      'allowed',
      'arn:aws:secretsmanager:eu-west-1:444455556666:secret:prod/platform/alertmanager-AbCdEf',
    ],
    [
      'external-secrets',
      'secretsmanager:GetSecretValue',
      {},
      'not-allowed',
      'arn:aws:secretsmanager:eu-west-1:444455556666:secret:prod/shop/orders/stripe-AbCdEf',
    ],
    ['external-secrets', 'sts:AssumeRole', {}, 'allowed', 'arn:aws:iam::444455556666:role/prod-eu-secrets-shop'],
    ['external-secrets', 'sts:AssumeRole', {}, 'not-allowed', 'arn:aws:iam::444455556666:role/prod-us-secrets-shop'],
    ['external-secrets', 'sts:AssumeRole', {}, 'not-allowed', 'arn:aws:iam::444455556666:role/prod-eu-app-web'],
    ['keda', 'sqs:GetQueueAttributes', {}, 'allowed', 'arn:aws:sqs:eu-west-1:444455556666:prod-orders'],
    ['keda', 'sqs:ReceiveMessage', {}, 'not-allowed', 'arn:aws:sqs:eu-west-1:444455556666:prod-orders'],
    ['keda', 'sqs:GetQueueAttributes', {}, 'not-allowed', 'arn:aws:sqs:eu-west-1:444455556666:dev-orders'],
    ['karpenter', 'ec2:TerminateInstances', owned, 'allowed', instance],
    ['karpenter', 'ec2:TerminateInstances', {}, 'not-allowed', instance],
    [
      'karpenter',
      'ec2:TerminateInstances',
      { ...owned, 'aws:ResourceTag/kubernetes.io/cluster/prod-eu': 'shared' },
      'not-allowed',
      instance,
    ],
    [
      'karpenter',
      'iam:PassRole',
      { 'iam:PassedToService': 'ec2.amazonaws.com' },
      'allowed',
      'arn:aws:iam::444455556666:role/acme-prod-eu-node',
    ],
    [
      'karpenter',
      'iam:PassRole',
      { 'iam:PassedToService': 'lambda.amazonaws.com' },
      'not-allowed',
      'arn:aws:iam::444455556666:role/acme-prod-eu-node',
    ],
    [
      'karpenter',
      'iam:PassRole',
      { 'iam:PassedToService': 'ec2.amazonaws.com' },
      'not-allowed',
      'arn:aws:iam::444455556666:role/admin',
    ],
    ['karpenter', 'sqs:ReceiveMessage', {}, 'allowed', 'arn:aws:sqs:eu-west-1:444455556666:karpenter-prod-eu'],
    ['karpenter', 'sqs:ReceiveMessage', {}, 'not-allowed', 'arn:aws:sqs:eu-west-1:444455556666:prod-orders'],
    [
      'aws-load-balancer-controller',
      'elasticloadbalancing:DeleteLoadBalancer',
      { 'aws:ResourceTag/elbv2.k8s.aws/cluster': 'prod-eu' },
      'allowed',
      balancer,
    ],
    [
      'aws-load-balancer-controller',
      'elasticloadbalancing:DeleteLoadBalancer',
      { 'aws:ResourceTag/elbv2.k8s.aws/cluster': 'prod-us' },
      'not-allowed',
      balancer,
    ],
    [
      'aws-load-balancer-controller',
      'elasticloadbalancing:AddTags',
      { 'aws:RequestTag/elbv2.k8s.aws/cluster': 'prod-eu' },
      'not-allowed',
      balancer,
    ],
    ['kube-prometheus-stack', 'sns:Publish', {}, 'allowed', 'arn:aws:sns:eu-west-1:444455556666:prod-eu-alerts'],
    ['kube-prometheus-stack', 'sns:Publish', {}, 'not-allowed', 'arn:aws:sns:eu-west-1:444455556666:prod-us-alerts'],
    [
      'aws-ebs-csi-driver',
      'ec2:DeleteVolume',
      { 'ec2:ResourceTag/ebs.csi.aws.com/cluster': 'true' },
      'allowed',
      volume,
    ],
    ['aws-ebs-csi-driver', 'ec2:DeleteVolume', {}, 'not-allowed', volume],
    ['vpc-cni', 'ec2:RunInstances', {}, 'not-allowed', instance],
  ])('%s: %s with %j is %s on %s', (addon, action, context = {}, decision, resource) => {
    expect(evaluate(rightsOf(roleOf(addon)), undefined, { action, resource, context })).toBe(decision)
  })

  it('lets the Cluster Autoscaler scale the groups of its cluster alone', () => {
    const rights = rightsOf(roleOf('cluster-autoscaler', grouped))
    const group = 'arn:aws:autoscaling:eu-west-1:222233334444:autoScalingGroup:1:autoScalingGroupName/a'
    const ask = (tag: string) =>
      evaluate(rights, undefined, {
        action: 'autoscaling:SetDesiredCapacity',
        resource: group,
        context: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${tag}`]: 'owned' },
      })
    expect([ask('lab'), ask('dev')]).toEqual(['allowed', 'not-allowed'])
  })

  it('lie in the account and the region of their cluster', () => {
    expect(new Set(addonRoles(prodEu, of).map((s) => stackId(s).split('/').slice(0, 2).join('/')))).toEqual(
      new Set(['444455556666/eu-west-1']),
    )
  })
})
