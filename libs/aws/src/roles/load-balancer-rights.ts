import type { Cluster } from '@slipway/fleet'
import { allow, type Statement } from '../iam/policy.ts'
import { notOthers } from '../iam/not-others.ts'
import { arn } from '../model/value.ts'

const tag = 'elbv2.k8s.aws/cluster'

/**
 * Load balancers, target groups and security groups with the tag of this cluster, where the controller's published
 * policy asks for any cluster's. Without what only Ingresses need: WAF, Shield, Cognito, ACM, rules of listeners; the
 * gateway is a network load balancer. docs/install/iam_policy.json of kubernetes-sigs/aws-load-balancer-controller.
 */
export const loadBalancerRights = ({ cluster }: { readonly cluster: Cluster }): readonly Statement[] => {
  const { name, account, region } = cluster
  const owned = { StringEquals: { [`aws:ResourceTag/${tag}`]: name } }
  const asked = { StringEquals: { [`aws:RequestTag/${tag}`]: name } }
  const elb = (rest: string) => arn(`elasticloadbalancing:${region}:${account}:${rest}`)
  const group = arn(`ec2:${region}:${account}:security-group/*`)
  const made = [elb('loadbalancer/net/*/*'), elb('targetgroup/*/*')]
  return [
    allow(
      'See',
      [
        'ec2:DescribeAccountAttributes',
        'ec2:DescribeAddresses',
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeInstances',
        'ec2:DescribeInternetGateways',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeTags',
        'ec2:DescribeVpcPeeringConnections',
        'ec2:DescribeVpcs',
        'ec2:GetSecurityGroupsForVpc',
        'elasticloadbalancing:DescribeCapacityReservation',
        'elasticloadbalancing:DescribeListenerAttributes',
        'elasticloadbalancing:DescribeListenerCertificates',
        'elasticloadbalancing:DescribeListeners',
        'elasticloadbalancing:DescribeLoadBalancerAttributes',
        'elasticloadbalancing:DescribeLoadBalancers',
        'elasticloadbalancing:DescribeRules',
        'elasticloadbalancing:DescribeSSLPolicies',
        'elasticloadbalancing:DescribeTags',
        'elasticloadbalancing:DescribeTargetGroupAttributes',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
      ],
      '*',
      { StringEquals: { 'aws:RequestedRegion': region } },
    ),
    allow('BeginBalancing', ['iam:CreateServiceLinkedRole'], '*', {
      StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' },
    }),
    allow('MakeGroupInVpc', ['ec2:CreateSecurityGroup'], arn(`ec2:${region}:${account}:vpc/*`)),
    allow('MakeGroup', ['ec2:CreateSecurityGroup'], group, asked),
    allow('TagNewGroup', ['ec2:CreateTags'], group, {
      StringEquals: { ...asked.StringEquals, 'ec2:CreateAction': 'CreateSecurityGroup' },
    }),
    allow('TagOwnGroup', ['ec2:CreateTags', 'ec2:DeleteTags'], group, {
      ...owned,
      Null: { [`aws:RequestTag/${tag}`]: 'true' },
    }),
    allow('DeleteOwnGroup', ['ec2:DeleteSecurityGroup'], group, owned),
    // The controller also opens the group of the nodes: the one that EKS makes and marks, or one that people made.
    allow(
      'OpenGroups',
      ['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'],
      group,
      notOthers(name, tag, 'aws:eks:cluster-name'),
    ),
    allow(
      'MakeTagged',
      ['elasticloadbalancing:CreateLoadBalancer', 'elasticloadbalancing:CreateTargetGroup'],
      made,
      asked,
    ),
    allow('TagNew', ['elasticloadbalancing:AddTags'], made, {
      StringEquals: {
        ...asked.StringEquals,
        'elasticloadbalancing:CreateAction': ['CreateLoadBalancer', 'CreateTargetGroup'],
      },
    }),
    allow('TagOwn', ['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags'], made, {
      ...owned,
      Null: { [`aws:RequestTag/${tag}`]: 'true' },
    }),
    allow(
      'ChangeOwn',
      [
        'elasticloadbalancing:DeleteLoadBalancer',
        'elasticloadbalancing:DeleteTargetGroup',
        'elasticloadbalancing:DeregisterTargets',
        'elasticloadbalancing:ModifyCapacityReservation',
        'elasticloadbalancing:ModifyLoadBalancerAttributes',
        'elasticloadbalancing:ModifyTargetGroup',
        'elasticloadbalancing:ModifyTargetGroupAttributes',
        'elasticloadbalancing:RegisterTargets',
        'elasticloadbalancing:SetIpAddressType',
        'elasticloadbalancing:SetSecurityGroups',
        'elasticloadbalancing:SetSubnets',
      ],
      made,
      owned,
    ),
    allow('Listen', ['elasticloadbalancing:CreateListener'], elb('loadbalancer/net/*/*'), owned),
    // A listener that an old controller made has no tag until this one gives it one.
    allow(
      'ChangeListeners',
      [
        'elasticloadbalancing:AddListenerCertificates',
        'elasticloadbalancing:DeleteListener',
        'elasticloadbalancing:ModifyListener',
        'elasticloadbalancing:ModifyListenerAttributes',
        'elasticloadbalancing:RemoveListenerCertificates',
        'elasticloadbalancing:RemoveTags',
      ],
      elb('listener/net/*/*/*'),
      notOthers(name, tag),
    ),
    allow('TagListeners', ['elasticloadbalancing:AddTags'], elb('listener/net/*/*/*'), {
      StringEqualsIfExists: { ...notOthers(name, tag).StringEqualsIfExists, [`aws:RequestTag/${tag}`]: name },
    }),
  ]
}
