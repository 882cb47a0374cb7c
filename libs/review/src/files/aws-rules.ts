import { at, list, number, text } from '@slipway/kube'
import { canonical, pathText, type Delta } from '../compare/diff.ts'
import type { AwsDelta } from './aws-delta.ts'
import { newRanges, rangesIn } from './cidr.ts'
import { turned, type FileFound } from './file-risk.ts'
import { functionLimits } from './lambda.ts'
import { mailChanged } from './mail.ts'
import { outsiderChanged } from './outsiders.ts'
import { storeChanged, watchesResized } from './stores.ts'

type AwsRule = (one: AwsDelta) => FileFound | undefined

/** A resource that lets somebody in, or says whom something goes to, by being there. */
const access =
  /^AWS::(?:.*::)?(?:\w*Access(?:Entry|Key|Grant|Point|Policy)?|\w*Permissions?|(?!Logs)\w*ResourcePolicy|ApiKey|User|Group|UserToGroupAddition|\w*UserToGroupAttachment|AccountAssignment|Assignment|Grant|ResourceShare|PodIdentityAssociation|Subscription|SubscriptionFilter|SecurityGroupIngress|VPCPeeringConnection|Url)$/
const isKey = (type: string): boolean => /::\w*Key$/.test(type) && !/^AWS::KMS::/.test(type)
const isAccess = (type: string): boolean => access.test(type) || isKey(type)
const isStrong = (type: string): boolean => /^AWS::(?:IAM|EKS|SSO|RAM|Lambda)::/.test(type) || isKey(type)

const isOn = (value: unknown): boolean => value === true || String(value).toLowerCase() === 'true'
/** Names under which a range says where something may go, or what a network itself has. */
const isNoDoor = (name: string): boolean =>
  /Egress|^Destination|^(?:CidrBlock|Ipv6CidrBlock|ServiceIpv4Cidr|Statement|Metadata|Tags)$/.test(name)
const nameOf = ({ names }: Delta): string => names.findLast((name) => !name.startsWith('[')) ?? ''

/**
 * Properties by type that CloudFormation cannot change in place ("Update requires: Replacement" on the type's page).
 */
const replaced: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::Table': ['KeySchema', 'AttributeDefinitions', 'LocalSecondaryIndexes'],
  'AWS::DynamoDB::GlobalTable': ['KeySchema', 'LocalSecondaryIndexes'],
  'AWS::EKS::Cluster': [
    'RoleArn',
    'KubernetesNetworkConfig.ServiceIpv4Cidr',
    'KubernetesNetworkConfig.IpFamily',
    'OutpostConfig',
    'BootstrapSelfManagedAddons',
  ],
  'AWS::EKS::Nodegroup': [
    'NodeRole',
    'Subnets',
    'AmiType',
    'CapacityType',
    'DiskSize',
    'InstanceTypes',
    'RemoteAccess',
  ],
  'AWS::EC2::Instance': ['ImageId', 'SubnetId', 'KeyName'],
  'AWS::EC2::Subnet': ['VpcId'],
  'AWS::EC2::SecurityGroup': ['GroupDescription', 'VpcId'],
  'AWS::EFS::FileSystem': ['PerformanceMode', 'Encrypted'],
  'AWS::RDS::DBCluster': ['MasterUsername', 'StorageEncrypted', 'DatabaseName'],
  'AWS::RDS::DBInstance': ['MasterUsername', 'StorageEncrypted', 'DBName'],
  'AWS::ElastiCache::ReplicationGroup': ['AtRestEncryptionEnabled', 'Port', 'ReplicationGroupId', 'SnapshotName'],
  'AWS::ElastiCache::User': ['UserId'],
  'AWS::ElastiCache::UserGroup': ['UserGroupId'],
  'AWS::SES::EmailIdentity': ['EmailIdentity'],
  'AWS::SNS::Topic': ['FifoTopic'],
  'AWS::SQS::Queue': ['FifoQueue'],
}
export const isReplaced = (type: string, { steps }: Delta): boolean => {
  const path = steps.slice(1).join('.')
  return (
    steps[0] === 'Properties' &&
    (replaced[type] ?? []).some((one) => path === one || path.startsWith(`${one}.`) || one.startsWith(`${path}.`))
  )
}

/** From here on an alarm is another one. */
const lot = 2
function alarm({ id, type, delta, after, sides }: AwsDelta): FileFound | undefined {
  if (!/Alarm$/.test(type)) return undefined
  const name = delta.names[1] ?? ''
  const found = turned(`${id}.${name}`, delta.before, delta.after)
  if (name === 'ActionsEnabled' && !isOn(delta.after) && delta.op !== 'remove') return ['high', 'guard-lost', found]
  if (name === 'AlarmActions' && delta.op !== 'add' && delta.op !== 'order') return ['high', 'guard-lost', found]
  const [was, is] = [number(delta.before), number(delta.after)]
  if (was === undefined || is === undefined)
    return /^(?:ComparisonOperator|TreatMissingData|MetricName|Namespace|Dimensions|Metrics)$/.test(name)
      ? ['medium', 'guard-lost', found]
      : undefined
  const isBelow = name === 'Threshold' && /^LessThan/.test(text(at(after, 'Properties', 'ComparisonOperator')) ?? '')
  const [small, large] = isBelow ? [is, was] : [was, is]
  if (!/^(?:Threshold|EvaluationPeriods|DatapointsToAlarm|Period)$/.test(name) || large <= small) return undefined
  if (name === 'Threshold' && watchesResized(after, sides)) return ['low', 'property-changed', found]
  return [large >= small * lot ? 'high' : 'medium', 'guard-lost', found]
}

/** Principals of an access, and their conditions. */
function accessChanged({ id, type, delta }: AwsDelta): FileFound | undefined {
  if (!isAccess(type) || delta.steps[0] !== 'Properties' || delta.op === 'order') return undefined
  const name = delta.names[1] ?? ''
  const where = `${id}.${pathText(delta.names)}`
  if (/^(?:SourceArn|SourceAccount|PrincipalOrgID|EventSourceToken|AuthType|FunctionUrlAuthType)$/.test(name))
    return delta.op === 'add' ? undefined : ['high', 'condition-lost', { at: where }]
  if (delta.op === 'remove' || /^(?:Tags|Description|FromPort|ToPort|IpProtocol|Cidr.*)$/.test(name)) return undefined
  const found = turned(where, delta.before, delta.after)
  if (/Principal|^(?:RoleArn|Users|UserName|GroupName|Endpoint|Account)/.test(name))
    return ['high', 'trust-widened', found]
  const what = found.after
  return /Admin|FullAccess|system:masters|"\*"/.test(canonical(delta.after))
    ? ['high', 'grant-to-all', { at: where, what }]
    : [isStrong(type) ? 'high' : 'medium', 'grant-added', { at: where, what }]
}

/** A port or a protocol of a rule that lets in or out. */
function ports({ id, delta }: AwsDelta): FileFound | undefined {
  const name = nameOf(delta)
  const [was, is] = [number(delta.before) ?? 0, number(delta.after) ?? 0]
  const isWider =
    (name === 'FromPort' && (is < was || delta.op === 'remove')) ||
    (name === 'ToPort' && (is > was || delta.op === 'remove')) ||
    (name === 'IpProtocol' && String(delta.after) === '-1')
  const isOut = delta.names.some((one) => /Egress/.test(one))
  const found = turned(`${id}.${pathText(delta.names)}`, delta.before, delta.after)
  if (isWider) return [isOut ? 'medium' : 'high', 'trust-widened', found]
  if (name === 'SourceSecurityGroupId' && delta.op === 'set') return ['high', 'trust-widened', found]
  const isMore = delta.op === 'add' && delta.names[1] === 'SecurityGroupIngress'
  return isMore ? ['medium', 'trust-widened', found] : undefined
}

function ranges({ id, delta, before }: AwsDelta): FileFound | undefined {
  if (delta.op === 'remove' || delta.op === 'order' || delta.names.some(isNoDoor)) return undefined
  const fresh = newRanges(rangesIn(before, isNoDoor), rangesIn(delta.after, isNoDoor))
  if (fresh.length === 0) return undefined
  const level = fresh.some(({ isWider }) => isWider) ? 'high' : 'medium'
  return [level, 'trust-widened', turned(`${id}.${pathText(delta.names)}`, delta.before, delta.after)]
}

/** Ranges that may call an API server: where none are named, EKS takes everybody. */
const apiServer: AwsRule = (one) => {
  const { id, delta, after } = one
  if (!delta.names.includes('PublicAccessCidrs')) return undefined
  const network = at(after, 'Properties', 'ResourcesVpcConfig')
  const named = at(network, 'PublicAccessCidrs')
  const found = turned(`${id}.${pathText(delta.names)}`, delta.before, delta.after)
  const isPrivate = at(network, 'EndpointPublicAccess') === false
  if (!isPrivate && (named === undefined || (Array.isArray(named) && named.length === 0)))
    return ['high', 'made-public', found]
  const isNamed = rangesIn(delta.after, isNoDoor).length > 0 || delta.op === 'remove'
  return ranges(one) ?? (isNamed ? ['low', 'property-changed', found] : undefined)
}

/** Single properties, each with what it must not become. */
const properties: AwsRule = ({ id, type, delta, accounts }) => {
  const { op, names, before, after } = delta
  const name = nameOf(delta)
  const path = names.join('.')
  const found = turned(`${id}.${pathText(names)}`, before, after)
  const what = { at: found.at, what: found.after }
  if (op === 'order') return undefined
  if (name === 'AuthenticationMode' && /CONFIG_MAP/.test(String(after))) return ['high', 'guard-lost', found]
  if (/BootstrapClusterCreatorAdminPermissions/.test(canonical([path, after])) && type === 'AWS::EKS::Cluster') {
    const value =
      name === 'BootstrapClusterCreatorAdminPermissions' ? after : at(after, 'BootstrapClusterCreatorAdminPermissions')
    // EKS makes its creator an admin where nothing is said.
    if (value === undefined || isOn(value))
      return ['high', 'grant-to-all', { ...what, what: 'the creator is an admin' }]
  }
  if (/^(?:EnableKeyRotation|Enabled)$/.test(name) && type.startsWith('AWS::KMS::') && !isOn(after))
    return ['high', 'guard-lost', found]
  if (/PointInTimeRecovery/.test(path) && !/true/i.test(canonical(after ?? null)))
    return ['high', 'retention-lost', found]
  const isElsewhere =
    type.startsWith('AWS::S3::') || [...canonical(after).matchAll(/\d{12}/g)].some(([one]) => !accounts.has(one))
  if (/ReplicationConfiguration|NotificationConfiguration/.test(path) && op !== 'remove' && isElsewhere)
    return ['high', 'grant-added', what]
  if (/OwnershipControls|ObjectOwnership/.test(path) && !/BucketOwnerEnforced/.test(canonical(after ?? null)))
    return ['high', 'guard-lost', found]
  if (/^Subscriptions?$/.test(names[1] ?? '') && op !== 'remove') return ['medium', 'grant-added', what]
  if (name === 'TrafficType' && String(after) !== 'ALL') return ['high', 'guard-lost', found]
  // Fluent Bit redacts nothing, Application Signals changes pods of teams, and without its one word the agent measures
  // nothing.
  if (type === 'AWS::EKS::Addon' && op !== 'remove') {
    const isSending = /ConfigurationValues.*\.(?:containerLogs\.enabled|autoMonitor\.monitorAllServices)$/.test(path)
    if (isSending && isOn(after)) return ['high', 'guard-lost', found]
    if (name === 'enhanced_container_insights' && !isOn(after)) return ['medium', 'guard-lost', found]
  }
  if (name === 'MaxSessionDuration' && (number(after) ?? 3600) > (number(before) ?? 3600))
    return ['medium', 'guard-lost', found]
  if (/RedriveAllowPolicy/.test(path) && (op === 'remove' || !/denyAll/.test(canonical(after)))) {
    const isAll = op === 'remove' || /allowAll/.test(canonical(after))
    return [isAll ? 'high' : 'medium', 'grant-added', { ...what, what: isAll ? 'every queue' : what.what }]
  }
  return undefined
}

const rules: readonly AwsRule[] = [
  outsiderChanged,
  functionLimits,
  storeChanged,
  mailChanged,
  properties,
  apiServer,
  alarm,
  ranges,
  ports,
  accessChanged,
]

/** The first rule that has a word about a delta. */
export const awsRule: AwsRule = (one) => {
  for (const rule of rules) {
    const found = rule(one)
    if (found !== undefined) return found
  }
  return undefined
}

/** Grants of a new resource. */
export function newGrants(id: string, type: string, resource: unknown): readonly FileFound[] {
  const policies = [at(resource, 'Properties', 'ManagedPolicyArns'), at(resource, 'Properties', 'AccessPolicies')]
  const named = policies.flatMap((all) => (all === undefined ? [] : [canonical(all)]))
  const groups = canonical(at(resource, 'Properties', 'KubernetesGroups') ?? null)
  const isAll = named.some((all) => /Admin|FullAccess|\*/.test(all)) || /system:masters/.test(groups)
  const isEvery = isAccess(type) && at(resource, 'Properties', 'Principal') === '*'
  const who = text(at(resource, 'Properties', 'PrincipalArn')) ?? text(at(resource, 'Properties', 'Principal'))
  const what = [type, ...(who === undefined ? [] : [`to ${who}`]), ...named].join(' ')
  const wide = newRanges([], rangesIn(resource, isNoDoor)).find(({ isWider, said }) => isWider && !said.endsWith('/0'))
  if (wide !== undefined && !/Egress$/.test(type)) return [['high', 'trust-widened', turned(id, undefined, wide.said)]]
  if (isAll || isEvery) return [['high', 'grant-to-all', { at: id, what }]]
  if (isAccess(type)) return [[isStrong(type) ? 'high' : 'medium', 'grant-added', { at: id, what }]]
  return named.length > 0 || list(at(resource, 'Properties', 'Subscription')).length > 0
    ? [['medium', 'grant-added', { at: id, what }]]
    : []
}
