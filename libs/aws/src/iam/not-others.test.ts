import { describe, expect, it } from 'vitest'
import { prodEu, withClusters } from '../../test/fixture.ts'
import { addonRoleOf, rightsOf } from '../../test/rights.ts'
import { evaluate } from './evaluate.ts'
import type { AwsRequest } from './request.ts'

const roleOf = (addon: string) => addonRoleOf(addon, prodEu, withClusters(prodEu))

describe("what is no other cluster's", () => {
  const instance = 'arn:aws:ec2:eu-west-1:444455556666:instance/i-1'
  const volume = 'arn:aws:ec2:eu-west-1:444455556666:volume/vol-1'
  const tag = (key: string, value: string) => ({ [`aws:ResourceTag/${key}`]: value })
  const driver = { 'ec2:ResourceTag/ebs.csi.aws.com/cluster': 'true' }
  const snapshot = 'arn:aws:ec2:eu-west-1::snapshot/snap-1'
  const group = 'arn:aws:ec2:eu-west-1:444455556666:security-group/sg-1'
  const listener = 'arn:aws:elasticloadbalancing:eu-west-1:444455556666:listener/net/a/1/2'
  const elbv2 = 'elbv2.k8s.aws/cluster'
  const [csi, lb] = ['aws-ebs-csi-driver', 'aws-load-balancer-controller']
  it.each<[string, string, string, string, AwsRequest['context']]>([
    [csi, 'ec2:DeleteVolume', volume, 'KubernetesCluster', driver],
    [csi, 'ec2:DeleteSnapshot', snapshot, 'KubernetesCluster', driver],
    [csi, 'ec2:ModifyVolume', volume, 'KubernetesCluster', driver],
    [csi, 'ec2:DeleteTags', volume, 'KubernetesCluster', driver],
    [csi, 'ec2:AttachVolume', volume, 'KubernetesCluster', {}],
    [csi, 'ec2:DetachVolume', volume, 'KubernetesCluster', {}],
    [csi, 'ec2:CreateSnapshot', volume, 'KubernetesCluster', {}],
    [csi, 'ec2:CreateVolume', snapshot, 'KubernetesCluster', {}],
    [csi, 'ec2:AttachVolume', instance, 'eks:cluster-name', {}],
    [csi, 'ec2:AttachVolume', instance, 'eks:eks-cluster-name', {}],
    [csi, 'ec2:DetachVolume', instance, 'aws:eks:cluster-name', {}],
    [lb, 'ec2:AuthorizeSecurityGroupIngress', group, 'aws:eks:cluster-name', {}],
    [lb, 'ec2:RevokeSecurityGroupIngress', group, elbv2, {}],
    [lb, 'elasticloadbalancing:DeleteListener', listener, elbv2, {}],
    [lb, 'elasticloadbalancing:ModifyListener', listener, elbv2, {}],
    [lb, 'elasticloadbalancing:RemoveTags', listener, elbv2, {}],
    [lb, 'elasticloadbalancing:AddTags', listener, elbv2, { [`aws:RequestTag/${elbv2}`]: 'prod-eu' }],
  ])(
    '%s: %s on %s that nobody marked, or its cluster by %s, and on none of another',
    (addon, action, resource, key, context) => {
      const ask = (marks: AwsRequest['context']) =>
        evaluate(rightsOf(roleOf(addon)), undefined, { action, resource, context: { ...context, ...marks } })
      expect([ask({}), ask(tag(key, 'prod-eu')), ask(tag(key, 'prod-us'))]).toEqual([
        'allowed',
        'allowed',
        'not-allowed',
      ])
    },
  )

  it("marks no listener as another cluster's", () => {
    const asked = { action: 'elasticloadbalancing:AddTags', resource: listener }
    const context = { [`aws:RequestTag/${elbv2}`]: 'prod-us' }
    expect(evaluate(rightsOf(roleOf(lb)), undefined, { ...asked, context })).toBe('not-allowed')
  })
})
