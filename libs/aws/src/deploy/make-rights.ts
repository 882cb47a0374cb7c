import { functionBoundaryName, type Cluster } from '@slipway/fleet'
import { allow, type Statement } from '../iam/policy.ts'
import type { AwsResource } from '../model/stack.ts'
import { arn } from '../model/value.ts'
import { registryOf } from '../registry.ts'

type Rights = (cluster: Cluster) => readonly Statement[]

const at = ({ region, account }: Cluster, service: string, what: string) =>
  arn(`${service}:${region}:${account}:${what}`)
const verbs = (service: string, ...names: readonly string[]) => names.map((name) => `${service}:${name}`)

/**
 * Roles of functions, of their schedules and of what moves their weights; each has the boundary, or nobody may write
 * into it.
 */
const roles: Rights = (cluster) => {
  const { account, name } = cluster
  const own = ['function', 'schedule', 'shift'].map((what) => arn(`iam::${account}:role/${name}-${what}-*`))
  const bounded = {
    StringEquals: { 'iam:PermissionsBoundary': arn(`iam::${account}:policy/${functionBoundaryName(cluster)}`) },
  }
  const services = ['codedeploy', 'lambda', 'scheduler'].map((service) => `${service}.amazonaws.com`)
  return [
    allow(
      'BoundedRoles',
      verbs('iam', 'CreateRole', 'DeleteRolePolicy', 'PutRolePermissionsBoundary', 'PutRolePolicy'),
      own,
      bounded,
    ),
    allow(
      'Roles',
      verbs(
        'iam',
        'DeleteRole',
        'GetRole',
        'GetRolePolicy',
        'ListAttachedRolePolicies',
        'ListRolePolicies',
        'TagRole',
        'UntagRole',
        'UpdateAssumeRolePolicy',
        'UpdateRole',
      ),
      own,
    ),
    allow('PassRoles', ['iam:PassRole'], own, { StringEquals: { 'iam:PassedToService': services } }),
  ]
}

const functions: Rights = (cluster) => {
  const registry = registryOf(cluster)
  const own = [`function:${cluster.name}-*`].map((what) => at(cluster, 'lambda', what))
  return [
    allow(
      'Functions',
      verbs(
        'lambda',
        'AddPermission',
        'CreateAlias',
        'CreateFunction',
        'DeleteAlias',
        'DeleteFunction',
        'RemovePermission',
        'UpdateAlias',
        'DeleteFunctionConcurrency',
        'DeleteProvisionedConcurrencyConfig',
        'Get*',
        'ListTags',
        'ListVersionsByFunction',
        'PublishVersion',
        'PutFunctionConcurrency',
        'PutFunctionRecursionConfig',
        'PutProvisionedConcurrencyConfig',
        'TagResource',
        'UntagResource',
        'UpdateFunctionCode',
        'UpdateFunctionConfiguration',
      ),
      own,
    ),
    // Lambda asks whoever makes a function of an image: https://docs.aws.amazon.com/lambda/latest/dg/images-create.html
    ...(registry === undefined
      ? []
      : [
          allow(
            'Images',
            verbs('ecr', 'BatchGetImage', 'GetDownloadUrlForLayer', 'GetRepositoryPolicy'),
            arn(`ecr:${registry.region}:${registry.account}:repository/*`),
          ),
        ]),
  ]
}

const pollers: Rights = (cluster) => [
  allow(
    'Pollers',
    verbs('lambda', 'CreateEventSourceMapping', 'DeleteEventSourceMapping', 'UpdateEventSourceMapping'),
    '*',
    { ArnLike: { 'lambda:FunctionArn': at(cluster, 'lambda', `function:${cluster.name}-*`) } },
  ),
  allow(
    'TagPollers',
    verbs('lambda', 'GetEventSourceMapping', 'ListTags', 'TagResource'),
    at(cluster, 'lambda', 'event-source-mapping:*'),
  ),
  allow('SeePollers', ['lambda:ListEventSourceMappings'], '*'),
]

const logs: Rights = (cluster) => [
  allow(
    'Logs',
    verbs(
      'logs',
      'CreateLogGroup',
      'DeleteRetentionPolicy',
      'ListTagsForResource',
      'PutRetentionPolicy',
      'TagResource',
      'UntagResource',
    ),
    ['lambda', 'apigateway'].map((what) => at(cluster, 'logs', `log-group:/aws/${what}/${cluster.name}-*`)),
  ),
  // For access logs: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
  allow(
    'LogDelivery',
    verbs(
      'logs',
      'CreateLogDelivery',
      'DeleteLogDelivery',
      'DescribeLogGroups',
      'DescribeResourcePolicies',
      'GetLogDelivery',
      'ListLogDeliveries',
      'PutResourcePolicy',
      'UpdateLogDelivery',
    ),
    '*',
  ),
]

/** APIs have ids and no names in their ARNs, so these are all HTTP APIs of the account in the region. */
const apis: Rights = ({ region }) => [
  allow(
    'Apis',
    verbs('apigateway', 'DELETE', 'GET', 'PATCH', 'POST', 'PUT'),
    ['apis', 'apis/*', 'domainnames', 'domainnames/*', 'tags/*'].map((what) => arn(`apigateway:${region}::/${what}`)),
  ),
]

const certificates: Rights = (cluster) => [
  allow('AskForCertificates', ['acm:RequestCertificate'], '*'),
  allow(
    'Certificates',
    verbs(
      'acm',
      'AddTagsToCertificate',
      'DeleteCertificate',
      'DescribeCertificate',
      'ListTagsForCertificate',
      'RemoveTagsFromCertificate',
    ),
    at(cluster, 'acm', 'certificate/*'),
  ),
]

/** Hosts of the cluster's own domain, and no other record of its zone. */
const records: Rights = ({ domain }) => [
  allow('Records', ['route53:ChangeResourceRecordSets'], arn('route53:::hostedzone/*'), {
    'ForAllValues:StringLike': { 'route53:ChangeResourceRecordSetsNormalizedRecordNames': `*.${domain}` },
    'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'CNAME'] },
  }),
  allow('SeeRecords', verbs('route53', 'GetChange', 'GetHostedZone', 'ListResourceRecordSets'), [
    arn('route53:::hostedzone/*'),
    arn('route53:::change/*'),
  ]),
]

const alarms: Rights = (cluster) => [
  allow(
    'Alarms',
    verbs('cloudwatch', 'DeleteAlarms', 'ListTagsForResource', 'PutMetricAlarm', 'TagResource', 'UntagResource'),
    at(cluster, 'cloudwatch', `alarm:${cluster.name}-*`),
  ),
  allow('SeeAlarms', ['cloudwatch:DescribeAlarms'], '*'),
]

const schedules: Rights = (cluster) => [
  allow(
    'Schedules',
    verbs('scheduler', 'CreateSchedule', 'DeleteSchedule', 'GetSchedule', 'UpdateSchedule'),
    at(cluster, 'scheduler', `schedule/default/${cluster.name}-*`),
  ),
]

const shifts: Rights = (cluster) => [
  allow(
    'Shifts',
    verbs(
      'codedeploy',
      '*Application',
      '*ApplicationRevision',
      '*Deployment',
      '*DeploymentConfig',
      '*DeploymentGroup',
      'ListTagsForResource',
      'TagResource',
      'UntagResource',
    ),
    [`application:${cluster.name}-*`, `deploymentgroup:${cluster.name}-*/*`, 'deploymentconfig:*'].map((what) =>
      at(cluster, 'codedeploy', what),
    ),
  ),
]

/** Groups have ids and no names in their ARNs; those that Slipway made have its tag. */
const groups: Rights = (cluster) => [
  allow(
    'MakeGroups',
    ['ec2:CreateSecurityGroup'],
    ['security-group/*', 'vpc/*'].map((what) => at(cluster, 'ec2', what)),
  ),
  // Security groups only: others' policies grant rights by tags of any other resource.
  allow('TagGroups', ['ec2:CreateTags'], at(cluster, 'ec2', 'security-group/*')),
  allow(
    'SeeGroups',
    verbs('ec2', 'DescribeNetworkInterfaces', 'DescribeSecurityGroups', 'DescribeSubnets', 'DescribeVpcs'),
    '*',
  ),
  allow(
    'Groups',
    verbs('ec2', 'AuthorizeSecurityGroupEgress', 'DeleteSecurityGroup', 'DeleteTags', 'RevokeSecurityGroupEgress'),
    at(cluster, 'ec2', 'security-group/*'),
    { StringEquals: { 'aws:ResourceTag/managed-by': 'slipway' } },
  ),
]

/** By type of resource that a function's stack can have; a test holds it against every stack. */
export const rightsByType: Readonly<Partial<Record<AwsResource['type'], Rights>>> = {
  'AWS::ApiGatewayV2::Api': apis,
  'AWS::ApiGatewayV2::ApiMapping': apis,
  'AWS::ApiGatewayV2::DomainName': apis,
  'AWS::ApiGatewayV2::Integration': apis,
  'AWS::ApiGatewayV2::Route': apis,
  'AWS::ApiGatewayV2::Stage': apis,
  'AWS::CertificateManager::Certificate': certificates,
  'AWS::CloudWatch::Alarm': alarms,
  'AWS::CodeDeploy::Application': shifts,
  'AWS::CodeDeploy::DeploymentConfig': shifts,
  'AWS::CodeDeploy::DeploymentGroup': shifts,
  'AWS::EC2::SecurityGroup': groups,
  'AWS::IAM::Role': roles,
  'AWS::Lambda::Alias': functions,
  'AWS::Lambda::EventSourceMapping': pollers,
  'AWS::Lambda::Function': functions,
  'AWS::Lambda::Permission': functions,
  'AWS::Lambda::Version': functions,
  'AWS::Logs::LogGroup': logs,
  'AWS::Route53::RecordSet': records,
  'AWS::Scheduler::Schedule': schedules,
}

/** All that CloudFormation does for stacks of functions beside a cluster. */
export const makeRights = (cluster: Cluster): readonly Statement[] => [
  ...[...new Set(Object.values(rightsByType))].flatMap((rights) => rights?.(cluster) ?? []),
  allow('Parameters', verbs('ssm', 'GetParameter', 'GetParameters'), at(cluster, 'ssm', 'parameter/slipway/*')),
]
