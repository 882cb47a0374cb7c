import { platformTeam, queueName, type AddonName } from '@slipway/fleet'
import { environmentKey, secretRoleName } from '@slipway/model'
import { zonesOf } from '@slipway/platform'
import { alertTopicArn } from '../alert-topic.ts'
import { allow, type Statement } from '../iam/policy.ts'
import { arn } from '../model/value.ts'
import { ackRights } from './ack-rights.ts'
import type { ClusterFacts } from './cluster-facts.ts'
import { karpenterRights } from './karpenter-rights.ts'
import { loadBalancerRights } from './load-balancer-rights.ts'

/** Names as Route 53 compares them; a wildcard's star is `\052`, which the pattern's covers. */
const below = (zones: readonly string[]): readonly string[] => zones.flatMap((zone) => [zone, `*.${zone}`])

const records = (types: readonly string[], names: readonly string[]) => ({
  'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': types },
  'ForAllValues:StringLike': { 'route53:ChangeResourceRecordSetsNormalizedRecordNames': names },
})

/**
 * Rights of add-ons' ServiceAccounts in AWS: by the add-on and, where it has several, all of them alike. No statement
 * names an app, a team or a queue, so none of them changes these files.
 */
export const addonRights: {
  readonly [A in AddonName]?: (facts: ClusterFacts) => readonly Statement[]
} = {
  ack: ackRights,

  'aws-load-balancer-controller': loadBalancerRights,
  karpenter: karpenterRights,

  /** https://cert-manager.io/docs/configuration/acme/dns01/route53/ */
  'cert-manager': ({ cluster, fleet }) => [
    allow('SeeChanges', ['route53:GetChange'], arn('route53:::change/*')),
    allow('FindZones', ['route53:ListHostedZonesByName'], '*'),
    allow('SeeRecords', ['route53:ListResourceRecordSets'], arn('route53:::hostedzone/*')),
    allow(
      'ProveNames',
      ['route53:ChangeResourceRecordSets'],
      arn('route53:::hostedzone/*'),
      records(
        ['TXT'],
        zonesOf(cluster, fleet).flatMap((zone) => [`_acme-challenge.${zone}`, `_acme-challenge.*.${zone}`]),
      ),
    ),
  ],

  /** https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/ */
  'external-dns': ({ cluster, fleet }) => [
    allow('FindZones', ['route53:ListHostedZones', 'route53:ListHostedZonesByName'], '*'),
    allow(
      'SeeRecords',
      ['route53:ListResourceRecordSets', 'route53:ListTagsForResources'],
      arn('route53:::hostedzone/*'),
    ),
    allow(
      'WriteRecords',
      ['route53:ChangeResourceRecordSets'],
      arn('route53:::hostedzone/*'),
      records(['A', 'AAAA', 'CNAME', 'TXT'], below(zonesOf(cluster, fleet))),
    ),
  ],

  /**
   * https://external-secrets.io/latest/provider/aws-secrets-manager/ ; of a team's secrets by its role
   * (secret-role.ts).
   */
  'external-secrets': ({ cluster }) => [
    allow(
      'ReadPlatformSecrets',
      ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      arn(
        `secretsmanager:${cluster.region}:${cluster.account}:secret:${environmentKey(cluster.environment, platformTeam, '*')}`,
      ),
    ),
    allow(
      'TakeTeamRoles',
      ['sts:AssumeRole', 'sts:TagSession'],
      arn(`iam::${cluster.account}:role/${secretRoleName(cluster, '*')}`),
    ),
  ],

  /** https://keda.sh/docs/latest/scalers/aws-sqs/: it asks for the length alone. */
  keda: ({ cluster }) => [
    allow(
      'SeeQueueLengths',
      ['sqs:GetQueueAttributes'],
      arn(`sqs:${cluster.region}:${cluster.account}:${queueName('*', cluster)}`),
    ),
  ],

  /** https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md */
  'cluster-autoscaler': ({ cluster }) => [
    allow(
      'SeeGroups',
      [
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeAutoScalingInstances',
        'autoscaling:DescribeLaunchConfigurations',
        'autoscaling:DescribeScalingActivities',
        'autoscaling:DescribeTags',
        'ec2:DescribeImages',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:GetInstanceTypesFromInstanceRequirements',
      ],
      '*',
    ),
    allow(
      'SeeManagedGroups',
      ['eks:DescribeNodegroup'],
      arn(`eks:${cluster.region}:${cluster.account}:nodegroup/${cluster.name}/*`),
    ),
    allow(
      'ScaleGroups',
      ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
      arn(`autoscaling:${cluster.region}:${cluster.account}:autoScalingGroup:*`),
      { StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${cluster.name}`]: 'owned' } },
    ),
  ],

  /** Alertmanager's pages by SMS (https://prometheus.io/docs/alerting/latest/configuration/#sns_configs). */
  'kube-prometheus-stack': ({ cluster }) => [allow('SendPages', ['sns:Publish'], alertTopicArn(cluster))],
}
