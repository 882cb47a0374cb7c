import type { Cluster } from '@slipway/fleet'
import { describe, expect, it } from 'vitest'
import { clusterOf, ireland, prodEu, withClusters } from '../../test/fixture.ts'
import { addonRoleOf, rightsOf } from '../../test/rights.ts'
import { evaluate, type Decision } from '../iam/evaluate.ts'
import type { AwsRequest } from '../iam/request.ts'

describe('rights of add-ons that EKS installs', () => {
  const instance = 'arn:aws:ec2:eu-west-1:444455556666:instance/i-1'
  const made = clusterOf('made', 'prod', '444455556666', ireland, {
    aws: { by: 'eksctl', admins: ['arn:aws:iam::444455556666:role/admin'], zones: true },
  } as unknown as Partial<Cluster>)
  const eni = 'arn:aws:ec2:eu-west-1:444455556666:network-interface/eni-1'
  const mark = 'cluster.k8s.amazonaws.com/name'
  const isOf = (name: string) => ({ [`aws:ResourceTag/${mark}`]: name })
  const asksFor = (name: string) => ({ [`aws:RequestTag/${mark}`]: name })
  const machineOf = (name: string) => ({ [`aws:ResourceTag/kubernetes.io/cluster/${name}`]: 'owned' })
  it.each<[string, AwsRequest['context'], string, Decision, Decision]>([
    ['AssignPrivateIpAddresses', isOf('made'), eni, 'allowed', 'allowed'],
    ['AssignPrivateIpAddresses', isOf('prod-us'), eni, 'not-allowed', 'allowed'],
    ['UnassignPrivateIpAddresses', isOf('prod-us'), eni, 'not-allowed', 'allowed'],
    ['DeleteNetworkInterface', isOf('made'), eni, 'allowed', 'allowed'],
    ['DeleteNetworkInterface', isOf('prod-us'), eni, 'not-allowed', 'allowed'],
    ['DeleteNetworkInterface', {}, eni, 'not-allowed', 'allowed'],
    ['DetachNetworkInterface', isOf('prod-us'), eni, 'not-allowed', 'allowed'],
    ['ModifyNetworkInterfaceAttribute', isOf('prod-us'), eni, 'not-allowed', 'allowed'],
    ['AttachNetworkInterface', machineOf('made'), instance, 'allowed', 'allowed'],
    ['AttachNetworkInterface', machineOf('prod-us'), instance, 'not-allowed', 'allowed'],
    ['CreateNetworkInterface', asksFor('made'), eni, 'allowed', 'allowed'],
    ['CreateNetworkInterface', asksFor('prod-us'), eni, 'not-allowed', 'allowed'],
    ['CreateNetworkInterface', {}, eni, 'not-allowed', 'allowed'],
    ['CreateNetworkInterface', {}, 'arn:aws:ec2:eu-west-1:444455556666:subnet/subnet-1', 'allowed', 'allowed'],
    ['CreateTags', asksFor('made'), eni, 'allowed', 'allowed'],
    ['CreateTags', { ...asksFor('made'), ...isOf('made') }, eni, 'allowed', 'allowed'],
    ['CreateTags', { ...asksFor('made'), ...isOf('prod-us') }, eni, 'not-allowed', 'allowed'],
  ])(
    'vpc-cni: %s with %j on %s is %s where its settings are ours, else %s',
    (verb, context = {}, resource, own, others) => {
      const asked = { action: `ec2:${verb}`, resource, context }
      const rights = (cluster: Cluster) => rightsOf(addonRoleOf('vpc-cni', cluster, withClusters(made, prodEu)))
      expect([made, prodEu].map((cluster) => evaluate(rights(cluster), undefined, asked))).toEqual([own, others])
    },
  )
})
