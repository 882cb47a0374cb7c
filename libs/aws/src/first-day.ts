import { compareBy } from '@slipway/core'
import { isFields } from '@slipway/kube'
import { awsArn, type Cluster, type Fleet } from '@slipway/fleet'
import type { Prerequisite, PrerequisiteCode } from '@slipway/platform/first-day'
import { inOrder } from './model/order.ts'
import { isFor, type AwsResource, type AwsStack } from './model/stack.ts'
import { eksctlFile, stackFile } from './stack-file.ts'

type Type = AwsResource['type']
interface Made {
  readonly type: Type
  readonly properties: AwsResource['properties']
  readonly file: string
}

/** By type, the property that has its name, and the question of the AWS CLI that shows it. */
const questions: Readonly<
  Partial<Record<Type, readonly [property: string, args: (name: string, cluster: Cluster) => readonly string[]]>>
> = {
  'AWS::Backup::BackupVault': [
    'BackupVaultName',
    (name) => ['backup', 'describe-backup-vault', '--backup-vault-name', name, '--query', 'BackupVaultArn'],
  ],
  'AWS::DynamoDB::Table': [
    'TableName',
    (name) => ['dynamodb', 'describe-table', '--table-name', name, '--query', 'Table.TableArn'],
  ],
  'AWS::EKS::Nodegroup': [
    'NodegroupName',
    (name, cluster) => [
      ...['eks', 'describe-nodegroup', '--cluster-name', cluster.name, '--nodegroup-name', name],
      ...['--query', 'nodegroup.nodegroupArn'],
    ],
  ],
  'AWS::IAM::ManagedPolicy': [
    'ManagedPolicyName',
    (name, place) => [
      ...['iam', 'get-policy', '--policy-arn', awsArn(place, `iam::${place.account}:policy/${name}`)],
      ...['--query', 'Policy.Arn'],
    ],
  ],
  'AWS::IAM::Role': ['RoleName', (name) => ['iam', 'get-role', '--role-name', name, '--query', 'Role.Arn']],
  'AWS::RDS::DBInstance': [
    'DBInstanceIdentifier',
    (name) => [
      ...['rds', 'describe-db-instances', '--db-instance-identifier', name],
      ...['--query', 'DBInstances[0].DBInstanceArn'],
    ],
  ],
  'AWS::ElastiCache::ReplicationGroup': [
    'ReplicationGroupId',
    (name) => [
      ...['elasticache', 'describe-replication-groups', '--replication-group-id', name],
      ...['--query', 'ReplicationGroups[0].ARN'],
    ],
  ],
  'AWS::S3::Bucket': ['BucketName', (name) => ['s3api', 'get-bucket-location', '--bucket', name]],
  'AWS::SNS::Topic': [
    'TopicName',
    (name, place) => [
      ...['sns', 'get-topic-attributes', '--topic-arn', awsArn(place, `sns:${place.region}:${place.account}:${name}`)],
      ...['--query', 'Attributes.TopicArn'],
    ],
  ],
  'AWS::SQS::Queue': ['QueueName', (name) => ['sqs', 'get-queue-url', '--queue-name', name]],
  'AWS::SSM::Parameter': ['Name', (name) => ['ssm', 'get-parameter', '--name', name, '--query', 'Parameter.ARN']],
}

const lastOf = (name: string): string => name.slice(name.lastIndexOf(name.startsWith('arn:') ? ':' : '/') + 1)
const has = ({ properties }: Made, wanted: Readonly<Record<string, string>>): boolean =>
  Object.entries(wanted).every(([key, value]) => properties[key] === value)

type Fits = (one: Made, cluster: Cluster) => boolean

/** Databases and endpoints have security groups, too: Karpenter's are known by their tag alone. */
const isDiscovered: Fits = ({ properties: { Tags } }, cluster) =>
  Array.isArray(Tags) &&
  Tags.some((tag) => isFields(tag) && tag['Key'] === 'karpenter.sh/discovery' && tag['Value'] === cluster.name)

/** Which resource of a stack a prerequisite is. */
const isMade: Readonly<
  Partial<Record<PrerequisiteCode, readonly [Type, (it: Prerequisite) => Readonly<Record<string, string>>, Fits?]>>
> = {
  cluster: ['AWS::EKS::Cluster', ({ name }) => ({ Name: name })],
  'eks-addon': ['AWS::EKS::Addon', ({ name }) => ({ AddonName: name })],
  'network-policies': ['AWS::EKS::Addon', ({ name }) => ({ AddonName: name })],
  'argo-capability': ['AWS::EKS::Capability', () => ({})],
  'node-role': ['AWS::IAM::Role', ({ name }) => ({ RoleName: name })],
  'discovery-subnets': ['AWS::EC2::Subnet', () => ({}), isDiscovered],
  'discovery-security-groups': ['AWS::EC2::SecurityGroup', () => ({}), isDiscovered],
  'interruption-queue': ['AWS::SQS::Queue', ({ name }) => ({ QueueName: name })],
  repository: ['AWS::ECR::Repository', ({ name }) => ({ RepositoryName: name.slice(name.indexOf('/') + 1) })],
  zone: ['AWS::Route53::HostedZone', ({ name }) => ({ Name: name })],
  secret: ['AWS::SecretsManager::Secret', ({ name }) => ({ Name: name })],
  'alert-topic': ['AWS::SNS::Topic', ({ name }) => ({ TopicName: lastOf(name) })],
  'mail-domain': ['AWS::SES::EmailIdentity', ({ name }) => ({ EmailIdentity: name })],
  'mail-user': ['AWS::IAM::User', ({ name }) => ({ UserName: name })],
  queue: ['AWS::SQS::Queue', ({ name }) => ({ QueueName: lastOf(name) })],
  'addon-role': ['AWS::EKS::PodIdentityAssociation', accountOf],
  'app-role': ['AWS::EKS::PodIdentityAssociation', accountOf],
}
function accountOf({ name }: Prerequisite): Readonly<Record<string, string>> {
  const [Namespace = '', ServiceAccount = ''] = name.split('/')
  return { Namespace, ServiceAccount }
}

/** Prerequisites that eksctl makes from a cluster's file. */
const byEksctl: ReadonlySet<PrerequisiteCode> = new Set([
  'cluster',
  'eks-addon',
  'network-policies',
  'first-nodes',
  'discovery-subnets',
  'discovery-security-groups',
])

function makerOf(it: Prerequisite, made: readonly Made[], cluster: Cluster): string | undefined {
  if (cluster.aws?.by === 'eksctl' && byEksctl.has(it.code)) return eksctlFile(cluster)
  if (it.code === 'first-nodes')
    return made.find((one) => one.type === 'AWS::EKS::Nodegroup' && has(one, { NodegroupName: `${cluster.name}-core` }))
      ?.file
  const [type, wanted, fits] = isMade[it.code] ?? []
  if (type === undefined || wanted === undefined) return undefined
  return made.find((one) => one.type === type && has(one, wanted(it)) && fits?.(one, cluster) !== false)?.file
}

/** They come with what their stack is for: a role with its association, a group with the nodes that were asked for. */
const goAlong: ReadonlySet<Type> = new Set(['AWS::IAM::Role', 'AWS::EKS::Nodegroup'])

/** Named resources that stacks make and no prerequisite asks for, one for each name. */
function others(
  made: readonly Made[],
  named: readonly Prerequisite[],
  taken: ReadonlySet<string>,
  cluster: Cluster,
): readonly Prerequisite[] {
  const files = new Set(named.map(({ madeBy }) => madeBy))
  return made.flatMap(({ type, properties, file }): readonly Prerequisite[] => {
    const [property = '', args] = questions[type] ?? []
    const name = properties[property]
    if (args === undefined || typeof name !== 'string' || taken.has(`${type} ${name}`)) return []
    if (goAlong.has(type) && files.has(file)) return []
    return [
      {
        code: 'stack-resource',
        name,
        detail: type,
        madeBy: file,
        probe: {
          program: 'aws',
          args: [...args(name, cluster), '--region', cluster.region, '--output', 'text'],
          there: (answer) => answer.trim() !== '',
        },
      },
    ]
  })
}

/** The prerequisites of a cluster with the stack that makes each, and what else those stacks make. */
export function withStacks(
  all: readonly Prerequisite[],
  cluster: Cluster,
  fleet: Fleet,
  stacks: readonly AwsStack[],
): readonly Prerequisite[] {
  const made = inOrder(stacks)
    .filter((one) => isFor(one, cluster.name))
    .flatMap((one): readonly (Made & { readonly own: boolean })[] => {
      const own = one.clusters !== 'all'
      return Object.values(one.resources).map((it) => ({ ...it, file: stackFile(one, fleet), own }))
    })
  const named = all.map((it): Prerequisite => {
    const file = makerOf(it, made, cluster)
    return file === undefined ? it : { ...it, madeBy: file }
  })
  const taken = new Set(
    all.flatMap((it) => {
      const [type, wanted] = isMade[it.code] ?? []
      return type === undefined || wanted === undefined
        ? []
        : Object.values(wanted(it)).map((value) => `${type} ${value}`)
    }),
  )
  const more = others(
    made.filter(({ own }) => own),
    named,
    taken,
    cluster,
  ).toSorted(compareBy(({ detail, name }) => `${detail ?? ''} ${name}`))
  // Keys of Argo CD for git come last: they are no concern of AWS.
  const git = named.findIndex(({ code }) => code === 'github-app' || code === 'git-credentials')
  return git < 0 ? [...named, ...more] : [...named.slice(0, git), ...more, ...named.slice(git)]
}
