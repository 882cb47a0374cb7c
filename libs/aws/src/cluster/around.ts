import { role } from '../iam/role.ts'
import type { Cluster } from '@slipway/fleet'
import { interruptionQueue } from '@slipway/platform'
import { policy, serviceTrust } from '../iam/policy.ts'
import { managed, resource, stack, type AwsResource, type AwsStack } from '../model/stack.ts'
import { arn, attribute, parameter, ref, type Value } from '../model/value.ts'
import { tlsOnly } from '../iam/tls-only.ts'
import { clusterStack, parameters, written } from './names.ts'

/**
 * The role of nodes. The CNI's rights are its own pods', by Pod Identity, so no app finds them on a node.
 * https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
 */
export const nodeRole = (cluster: Cluster): AwsStack =>
  stack({
    ...clusterStack(cluster, 'node-role', `The role of nodes of ${cluster.name}`),
    resources: {
      Role: role(
        { name: cluster.nodes.role, does: `Nodes of ${cluster.name}`, trust: serviceTrust('ec2.amazonaws.com') },
        {
          ManagedPolicyArns: [
            'AmazonEKSWorkerNodePolicy',
            'AmazonEC2ContainerRegistryPullOnly',
            // Session Manager, in place of SSH.
            'AmazonSSMManagedInstanceCore',
          ].map((name) => arn(`iam::aws:policy/${name}`)),
        },
      ),
      ...(cluster.nodes.groups === 'self-managed'
        ? {
            Profile: resource('AWS::IAM::InstanceProfile', {
              InstanceProfileName: cluster.nodes.role,
              Roles: [ref('Role')],
            }),
          }
        : {}),
    },
  })

/** https://karpenter.sh/docs/reference/cloudformation/ lists the events. */
const events: Readonly<Record<string, { readonly source: string; readonly type: string }>> = {
  HealthEvents: { source: 'aws.health', type: 'AWS Health Event' },
  SpotInterruptions: { source: 'aws.ec2', type: 'EC2 Spot Instance Interruption Warning' },
  Rebalances: { source: 'aws.ec2', type: 'EC2 Instance Rebalance Recommendation' },
  StateChanges: { source: 'aws.ec2', type: 'EC2 Instance State-change Notification' },
  CapacityReservations: { source: 'aws.ec2', type: 'EC2 Capacity Reservation Instance Interruption Warning' },
}

/** Karpenter's queue, and the events that EC2 and Health send there. */
export const interruptions = (cluster: Cluster): AwsStack => {
  const queue = attribute('Queue', 'Arn')
  return stack({
    ...clusterStack(cluster, 'interruptions', `What Karpenter hears of machines that AWS takes from ${cluster.name}`),
    resources: {
      Queue: resource('AWS::SQS::Queue', {
        QueueName: interruptionQueue(cluster),
        MessageRetentionPeriod: 300,
        SqsManagedSseEnabled: true,
        Tags: [managed],
      }),
      Senders: resource('AWS::SQS::QueuePolicy', {
        Queues: [ref('Queue')],
        PolicyDocument: policy(
          {
            Sid: 'Events',
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: queue,
            Condition: { StringEquals: { 'aws:SourceAccount': cluster.account } },
          },
          { ...tlsOnly('sqs:*', queue), Sid: 'TlsAlone' },
        ),
      }),
      ...Object.fromEntries(
        Object.entries(events).map(([id, { source, type }]): [string, AwsResource] => [
          id,
          resource('AWS::Events::Rule', {
            Name: `${cluster.name}-${id}`.slice(0, 64),
            EventPattern: { source: [source], 'detail-type': [type] },
            Targets: [{ Id: 'karpenter', Arn: queue }],
          }),
        ]),
      ),
    },
  })
}

/**
 * Zones of the cluster's own domains; those of `domains` belong to several clusters and stay by hand.
 * @param tellsZone whether functions have hosts, or mail has records, there
 */
export const zones = (cluster: Cluster, tellsZone = false): AwsStack => {
  const comment: Value = { Comment: `${cluster.name}, made by Slipway` }
  return stack({
    ...clusterStack(cluster, 'zones', `DNS of ${cluster.name}`),
    resources: {
      Public: resource(
        'AWS::Route53::HostedZone',
        { Name: cluster.domain, HostedZoneConfig: comment, HostedZoneTags: [managed] },
        { retained: true },
      ),
      ...(tellsZone ? { PublicName: written(parameters(cluster).zone, ref('Public')) } : {}),
      ...(cluster.internalDomain === undefined
        ? {}
        : {
            Internal: resource(
              'AWS::Route53::HostedZone',
              {
                Name: cluster.internalDomain,
                HostedZoneConfig: comment,
                HostedZoneTags: [managed],
                VPCs: [{ VPCId: parameter(parameters(cluster).vpc), VPCRegion: cluster.region }],
              },
              { retained: true },
            ),
          }),
    },
  })
}
