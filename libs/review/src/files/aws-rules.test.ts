import { expect, test } from 'vitest'
import { judgedAws, toldAws } from '../../test/judged-aws.ts'
import { nothingAround } from './file-risk.ts'
import { judgeAws } from './aws.ts'

const template = (body: string, top = '') => `${top}Resources:\n  Old: {Type: "AWS::S3::Bucket"}\n${body}`
const resource = (type: string, properties: string) =>
  template(properties === '' ? '' : `  A: {Type: "AWS::${type}", Properties: {${properties}}}\n`)

const ingress = (more: string) => `SecurityGroupIngress: [{IpProtocol: tcp, ${more}}]`
const alarm = (more: string) => `AlarmActions: [a], ${more}`
const entry = (who: string, more = '') => `ClusterName: c, PrincipalArn: "arn:aws:iam::1:role/${who}"${more}`
const added = 'low resource-added'
/** An add-on is told its settings as text. */
const configured = (settings: object) => `ConfigurationValues: ${JSON.stringify(JSON.stringify(settings))}`
const logs = (enabled: boolean) => ({ containerLogs: { enabled } })
const monitor = (monitorAllServices: boolean) => ({
  manager: { applicationSignals: { autoMonitor: { monitorAllServices } } },
})
const measure = (on: boolean) => ({
  agent: { config: { logs: { metrics_collected: { kubernetes: { enhanced_container_insights: on } } } } },
})
const settings: readonly (readonly [was: object, is: object, ...risks: string[]])[] = [
  [logs(false), logs(true), 'high guard-lost'],
  [logs(true), logs(false), 'low property-changed'],
  [monitor(false), monitor(true), 'high guard-lost'],
  [measure(true), measure(false), 'medium guard-lost'],
  [{ replicaCount: 2 }, { replicaCount: 3 }, 'low property-changed'],
]

test.each<[type: string, before: string, after: string, risks: readonly string[]]>([
  [
    'SSM::Parameter',
    'Name: /a, Type: String, Value: x',
    'Name: /a, Type: String, Value: y',
    ['medium property-changed'],
  ],
  [
    'SSM::Parameter',
    'Name: /a, Type: String, Value: x',
    'Name: /a, Type: String, Value: x, Description: d',
    ['low property-changed'],
  ],
  ['EKS::AccessEntry', '', entry('a'), [added, 'high grant-added']],
  [
    'EKS::AccessEntry',
    '',
    entry('a', ', AccessPolicies: [{PolicyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"}]'),
    [added, 'high grant-to-all'],
  ],
  ['EKS::AccessEntry', entry('a'), entry('b'), ['high trust-widened']],
  ['EKS::AccessEntry', entry('a'), entry('a', ', KubernetesGroups: ["system:masters"]'), ['high grant-to-all']],
  [
    'EKS::Cluster',
    'AccessConfig: {AuthenticationMode: API}',
    'AccessConfig: {AuthenticationMode: API_AND_CONFIG_MAP}',
    ['high guard-lost'],
  ],
  [
    'EKS::Cluster',
    'AccessConfig: {AuthenticationMode: API_AND_CONFIG_MAP}',
    'AccessConfig: {AuthenticationMode: API}',
    ['low property-changed'],
  ],
  [
    'EKS::Cluster',
    'AccessConfig: {BootstrapClusterCreatorAdminPermissions: false}',
    'AccessConfig: {BootstrapClusterCreatorAdminPermissions: true}',
    ['high grant-to-all'],
  ],
  [
    'EKS::Cluster',
    'KubernetesNetworkConfig: {ServiceIpv4Cidr: 10.1.0.0/16}',
    'KubernetesNetworkConfig: {ServiceIpv4Cidr: 10.2.0.0/16}',
    ['high resource-replaced'],
  ],
  [
    'EKS::Cluster',
    'ResourcesVpcConfig: {PublicAccessCidrs: [203.0.113.0/24]}',
    'ResourcesVpcConfig: {PublicAccessCidrs: [0.0.0.0/1]}',
    ['high trust-widened'],
  ],
  [
    'EKS::Cluster',
    'ResourcesVpcConfig: {PublicAccessCidrs: [203.0.113.0/24]}',
    'ResourcesVpcConfig: {PublicAccessCidrs: [203.0.113.0/25]}',
    ['low property-changed'],
  ],
  [
    'EKS::Cluster',
    'ResourcesVpcConfig: {A: 1, PublicAccessCidrs: [203.0.113.0/24]}',
    'ResourcesVpcConfig: {A: 1}',
    ['high made-public'],
  ],
  [
    'EKS::Cluster',
    'ResourcesVpcConfig: {PublicAccessCidrs: [203.0.113.0/24]}',
    'ResourcesVpcConfig: {PublicAccessCidrs: []}',
    ['high made-public'],
  ],
  ['EKS::Cluster', 'Version: "1.33"', 'Version: "1.34"', ['low property-changed']],
  ['EKS::Nodegroup', 'NodeRole: a', 'NodeRole: b', ['high resource-replaced']],
  ['EKS::Nodegroup', 'ScalingConfig: {MaxSize: 3}', 'ScalingConfig: {MaxSize: 4}', ['low property-changed']],
  [
    'DynamoDB::Table',
    'KeySchema: [{AttributeName: a, KeyType: HASH}]',
    'KeySchema: [{AttributeName: b, KeyType: HASH}]',
    ['high resource-replaced'],
  ],
  [
    'DynamoDB::Table',
    'PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}',
    'PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: false}',
    ['high retention-lost'],
  ],
  [
    'DynamoDB::Table',
    'A: 1, PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}',
    'A: 1',
    ['high retention-lost'],
  ],
  ['KMS::Key', 'EnableKeyRotation: true', 'EnableKeyRotation: false', ['high guard-lost']],
  ['KMS::Key', 'EnableKeyRotation: false', 'EnableKeyRotation: true', ['low property-changed']],
  ['KMS::Key', '', 'EnableKeyRotation: true', [added]],

  ['CloudWatch::Alarm', alarm('ActionsEnabled: true'), alarm('ActionsEnabled: false'), ['high guard-lost']],
  ['CloudWatch::Alarm', alarm('Threshold: 1'), 'Threshold: 1', ['high guard-lost']],
  ['CloudWatch::Alarm', alarm('Threshold: 10'), alarm('Threshold: 1000'), ['high guard-lost']],
  ['CloudWatch::Alarm', alarm('Threshold: 10'), alarm('Threshold: 11'), ['medium guard-lost']],
  ['CloudWatch::Alarm', alarm('Threshold: 10'), alarm('Threshold: 9'), ['low property-changed']],
  [
    'CloudWatch::Alarm',
    alarm('ComparisonOperator: LessThanThreshold, Threshold: 10'),
    alarm('ComparisonOperator: LessThanThreshold, Threshold: 1'),
    ['high guard-lost'],
  ],

  [
    'S3::Bucket',
    'A: 1',
    'A: 1, ReplicationConfiguration: {Role: r, Rules: [{Destination: {Account: "2"}}]}',
    ['high grant-added'],
  ],
  ['S3::Bucket', 'A: 1', 'A: 1, NotificationConfiguration: {QueueConfigurations: [{Queue: q}]}', ['high grant-added']],
  [
    'S3::Bucket',
    'OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerEnforced}]}',
    'OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}',
    ['high guard-lost'],
  ],
  [
    'SNS::Subscription',
    '',
    'TopicArn: t, Protocol: https, Endpoint: "https://e.example"',
    [added, 'medium grant-added'],
  ],
  ['SNS::Topic', 'A: 1', 'A: 1, Subscription: [{Protocol: email, Endpoint: e}]', ['medium grant-added']],
  ['EC2::FlowLog', 'TrafficType: ALL', 'TrafficType: ACCEPT', ['high guard-lost']],
  ['IAM::Role', 'MaxSessionDuration: 3600', 'MaxSessionDuration: 43200', ['medium guard-lost']],
  ['IAM::Role', 'A: 1', 'A: 1, MaxSessionDuration: 43200', ['medium guard-lost']],
  ['IAM::Role', 'MaxSessionDuration: 43200', 'MaxSessionDuration: 3600', ['low property-changed']],
  ['IAM::Role', '', 'ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"]', [added, 'high grant-to-all']],
  [
    'SQS::Queue',
    'RedriveAllowPolicy: {redrivePermission: byQueue, sourceQueueArns: [q]}',
    'RedriveAllowPolicy: {redrivePermission: allowAll, sourceQueueArns: [q]}',
    ['high grant-added'],
  ],

  ['EC2::SecurityGroup', ingress('CidrIp: 203.0.113.0/24'), ingress('CidrIp: 0.0.0.0/1'), ['high trust-widened']],
  ['EC2::SecurityGroup', ingress('CidrIp: 10.0.0.0/8'), ingress('CidrIp: 10.1.0.0/16'), ['low property-changed']],
  ['EC2::SecurityGroup', ingress('CidrIp: 10.0.0.0/8'), ingress('CidrIp: 192.168.0.0/16'), ['medium trust-widened']],
  [
    'EC2::SecurityGroupIngress',
    'IpProtocol: tcp, FromPort: 443, ToPort: 443',
    'IpProtocol: tcp, FromPort: 0, ToPort: 65535',
    ['high trust-widened', 'high trust-widened'],
  ],
  [
    'EC2::SecurityGroupIngress',
    'FromPort: 443, IpProtocol: tcp',
    'FromPort: 443, IpProtocol: "-1"',
    ['high trust-widened'],
  ],
  [
    'EC2::SecurityGroupIngress',
    'FromPort: 1, ToPort: 9',
    'FromPort: 2, ToPort: 8',
    ['low property-changed', 'low property-changed'],
  ],

  ['EC2::SecurityGroup', '', ingress('CidrIp: 128.0.0.0/1'), [added, 'high trust-widened']],
  ['EC2::SecurityGroup', '', ingress('CidrIp: 10.0.0.0/8'), [added]],
  ['EC2::SecurityGroupEgress', '', 'CidrIp: 128.0.0.0/1', [added]],
  ['EC2::SecurityGroup', 'A: 1', `A: 1, ${ingress('CidrIp: 128.0.0.0/1')}`, ['high trust-widened']],
  ['EC2::SecurityGroup', ingress('CidrIp: 10.0.0.0/8'), ingress('CidrIp: 0.0.0.0/0'), ['high made-public']],
  ['EC2::SecurityGroup', '', ingress('CidrIp: 0.0.0.0/0'), [added, 'high made-public']],
  ['IAM::AccessKey', '', 'UserName: u', [added, 'high grant-added']],
  ['IAM::User', '', 'UserName: u', [added, 'high grant-added']],
  ['IAM::Group', '', 'GroupName: u', [added, 'high grant-added']],
  ['IAM::UserToGroupAddition', '', 'GroupName: admins, Users: [u]', [added, 'high grant-added']],
  ['IAM::UserToGroupAddition', 'GroupName: g, Users: [u]', 'GroupName: g, Users: [u, v]', ['high trust-widened']],
  ['Lambda::Permission', '', 'Action: "lambda:InvokeFunction", Principal: "*"', [added, 'high grant-to-all']],
  [
    'Lambda::Permission',
    'Principal: s3.amazonaws.com, SourceAccount: "1"',
    'Principal: s3.amazonaws.com',
    ['high condition-lost'],
  ],
  ['ApiGateway::ApiKey', '', 'Enabled: true', [added, 'high grant-added']],
  ['Logs::LogGroup', '', 'A: 1', [added]],
  ['Logs::LogGroup', 'RetentionInDays: 30', 'RetentionInDays: 14', ['high retention-lost']],
  ['Logs::LogGroup', 'RetentionInDays: 14', 'RetentionInDays: 30', ['medium property-changed']],
  ['EKS::Addon', 'AddonName: a', '', ['high resource-removed']],
  ...settings.map(
    ([was, is, ...risks]) =>
      ['EKS::Addon', configured(was), configured(is), risks] satisfies [string, string, string, string[]],
  ),
  ['RDS::DBSubnetGroup', '', 'A: 1', [added]],
  ['EKS::Nodegroup', '', 'NodeRole: a', [added]],
])('%s: %s -> %s', (type, before, after, risks) => {
  expect(toldAws(resource(type, before), resource(type, after))).toEqual(risks)
})

test('images go to accounts of the fleet, or to others', () => {
  const rules = (...ids: readonly string[]) =>
    resource(
      'ECR::ReplicationConfiguration',
      `ReplicationConfiguration: {Rules: [{Destinations: [${ids.map((id) => `{Region: a, RegistryId: "${id}"}`).join(', ')}]}]}`,
    )
  const [own, other, foreign] = ['1'.repeat(12), '2'.repeat(12), '3'.repeat(12)] as const
  const of = (id: string) =>
    judgeAws({
      path: 'aws/a.yaml',
      before: rules(own),
      after: rules(own, id),
      around: { ...nothingAround, accounts: new Set([own, other]) },
    }).map(([level, code]) => `${level} ${code}`)
  expect([of(other), of(foreign)]).toEqual([['low property-changed'], ['high grant-added']])
})

test.each([['!Sub "*"'], ['!Join ["", ["*"]]'], ['{"Fn::Join": ["", ["", "*"]]}']])(
  'every right, said by %s',
  (every) => {
    const policy = `PolicyDocument: {Statement: [{Effect: Allow, Action: ${every}, Resource: a}]}`
    expect(toldAws(resource('IAM::ManagedPolicy', ''), resource('IAM::ManagedPolicy', policy))).toContain(
      'high grant-to-all',
    )
  },
)

test('what rewrites a template', () => {
  const macro = 'Transform: [Evil]\n'
  expect(toldAws(template(''), template('', macro))).toEqual(['high macro-added'])
  expect(toldAws(template('', macro), template('', macro))).toEqual([])
  const inner = resource('S3::Bucket', '"Fn::Transform": {Name: Evil}')
  expect(toldAws(resource('S3::Bucket', 'A: 1'), inner)).toContain('high macro-added')
})

test('a new statement says what it is on', () => {
  const policy = (more: string) =>
    resource(
      'IAM::Policy',
      `PolicyDocument: {Statement: [{Effect: Allow, Action: "s3:GetObject", Resource: "arn:a"}${more}]}`,
    )
  expect(judgedAws(policy(''), policy(', {Effect: Allow, Action: "s3:PutObject", Resource: "arn:b"}'))).toEqual([
    ['medium', 'grant-added', { at: 'A.Properties.PolicyDocument', what: 's3:PutObject on arn:b' }],
  ])
})
