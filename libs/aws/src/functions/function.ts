import { role } from '../iam/role.ts'
import { functionBoundaryName, functionRoleName, logsOf, shortHash } from '@slipway/fleet'
import type { ResolvedFunction } from '@slipway/model'
import { parameters } from '../cluster/names.ts'
import { serviceTrust } from '../iam/policy.ts'
import { logGroup } from '../model/log-group.ts'
import { managed, named, resource, type AwsResource, type Resources } from '../model/stack.ts'
import { arn, attribute, parameter, ref, type Properties, type Value } from '../model/value.ts'
import { aliasName, labels, logGroupName, nameOf } from './names.ts'
import { functionTracing } from '../roles/trace-rights.ts'
import { functionRights, isInVpc, isPrivate } from './rights.ts'

const tags = (one: ResolvedFunction): readonly Value[] => [
  managed,
  ...Object.entries(labels(one)).map(([Key, value]) => ({ Key, Value: value })),
]

const portsOf = (hosts: readonly { readonly port: number }[]): readonly number[] =>
  [...new Set(hosts.map(({ port }) => port))].sort((a, b) => a - b)

/**
 * Out by the ports that it calls, and by those of private hosts into the VPC alone, as with pods; nobody connects to a
 * function.
 */
function securityGroup(one: ResolvedFunction): AwsResource {
  const { cluster, hosts } = one
  const [inside, outside] = [hosts.filter(isPrivate), hosts.filter((host) => !isPrivate(host))]
  const out = (port: number, range: string) => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port, CidrIp: range })
  return resource('AWS::EC2::SecurityGroup', {
    GroupDescription: `The function ${one.name} beside ${cluster.name}`,
    VpcId: parameter(parameters(cluster).vpc),
    SecurityGroupEgress: [
      ...portsOf(inside).map((port) => out(port, cluster.network.vpc)),
      ...portsOf([{ port: 443 }, ...outside]).map((port) => out(port, '0.0.0.0/0')),
    ],
    Tags: named(nameOf(one)),
  })
}

const vpcConfig = ({ cluster }: ResolvedFunction): Properties => ({
  VpcConfig: {
    SubnetIds: cluster.zones.map((zone) => parameter(parameters(cluster).nodeSubnet(zone))),
    SecurityGroupIds: [ref('Access')],
  },
})

/** The name of a secret, never its text: whoever may see the function's configuration sees this. */
const secretVariable = ({ variable, secret, key, version }: ResolvedFunction['secrets'][number]) =>
  [`${variable}_SECRET`, `${secret}#${key}${version === null ? '' : `@${version}`}`] as const

/** All that a version fixes. */
function configuration(one: ResolvedFunction): Properties {
  const { memory, timeout, disk, architecture, command, env, secrets, image, version } = one
  const variables = Object.fromEntries([...env.map(({ name, value }) => [name, value]), ...secrets.map(secretVariable)])
  return {
    Description: `${one.team}/${one.name} ${version}`,
    PackageType: 'Image',
    Code: { ImageUri: image },
    ...(command === null ? {} : { ImageConfig: { Command: command } }),
    Architectures: [architecture],
    MemorySize: memory,
    Timeout: timeout,
    EphemeralStorage: { Size: disk },
    Environment: { Variables: variables },
    LoggingConfig: { LogFormat: 'JSON', LogGroup: ref('Logs') },
    RecursiveLoop: 'Terminate',
    ...functionTracing(one.cluster),
    ...(isInVpc(one) ? vpcConfig(one) : {}),
  }
}

/** A version has a resource of its own: CloudFormation publishes one when it makes it, and never changes it. */
export const versionId = (one: ResolvedFunction): string => `Version${shortHash(JSON.stringify(configuration(one)))}`

/** The function, its log, the role as which it runs, the version that is wanted and the name that callers use. */
export function functionResources(one: ResolvedFunction, live: Pick<AwsResource, 'shifts'>): Resources {
  const { cluster, concurrency } = one
  const { reserved, provisioned } = concurrency
  return {
    Logs: logGroup(logGroupName(one), logsOf(cluster.aws ?? {}).days, tags(one)),
    Role: role(
      {
        name: functionRoleName(cluster, one.name),
        does: `What the function ${one.team}/${one.name} beside ${cluster.name} may do`,
        trust: serviceTrust('lambda.amazonaws.com'),
        rights: functionRights(one),
      },
      { PermissionsBoundary: arn(`iam::${cluster.account}:policy/${functionBoundaryName(cluster)}`), Tags: tags(one) },
    ),
    ...(isInVpc(one) ? { Access: securityGroup(one) } : {}),
    Function: resource('AWS::Lambda::Function', {
      FunctionName: nameOf(one),
      ...configuration(one),
      Role: attribute('Role', 'Arn'),
      ...(reserved === null ? {} : { ReservedConcurrentExecutions: reserved }),
      Tags: tags(one),
    }),
    [versionId(one)]: resource('AWS::Lambda::Version', {
      FunctionName: ref('Function'),
      Description: `${one.version} ${one.digest}`,
    }),
    Live: resource(
      'AWS::Lambda::Alias',
      {
        FunctionName: ref('Function'),
        FunctionVersion: attribute(versionId(one), 'Version'),
        Name: aliasName,
        ...(provisioned === null
          ? {}
          : { ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: provisioned } }),
      },
      live,
    ),
  }
}
