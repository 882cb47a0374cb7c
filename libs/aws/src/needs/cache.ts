import { logicalId, pascal } from '@slipway/fleet'
import type { CacheNeed } from '@slipway/spec'
import { logGroup } from '../model/log-group.ts'
import type { Resources } from '../model/stack.ts'
import { attribute, ref } from '../model/value.ts'
import { alarm } from './alarm.ts'
import { cacheMachines, cacheOf, type Cache } from './cache-model.ts'
import { kept, tagsOf, type Owned } from './need.ts'
import { storeAccess, storeAddresses, storeSubnets } from './store-network.ts'

/** ElastiCache takes 65,000 of each machine, and no parameter changes that. */
const mostConnections = 65_000

function alarms(id: string, cache: Cache, { tells }: Owned): Resources {
  const watch = (machine: string, what: string, says: string, metric: string, above: number) =>
    alarm({
      name: `${machine}-${what}`,
      says,
      namespace: 'AWS/ElastiCache',
      metric,
      dimensions: { CacheClusterId: machine },
      statistic: 'Average',
      period: 300,
      above,
      tells,
    })
  const machines = cacheMachines(cache)
  return Object.fromEntries(
    machines.flatMap((machine, i) => [
      [
        `${id}Busy${i + 1}`,
        // One thread does the work: the machine's own number would hide it.
        watch(
          machine,
          'busy',
          `The cache ${machine} is busy: its engine works 80% of the time`,
          'EngineCPUUtilization',
          80,
        ),
      ],
      [
        `${id}Crowded${i + 1}`,
        watch(
          machine,
          'crowded',
          `The cache ${machine} has more than 80% of the connections that it takes`,
          'CurrConnections',
          mostConnections * 0.8,
        ),
      ],
      ...(cache.parameters['maxmemory-policy'] === 'noeviction'
        ? [
            [
              `${id}Full${i + 1}`,
              watch(
                machine,
                'full',
                `The cache ${machine} is nearly full, and then refuses writes`,
                'DatabaseMemoryUsagePercentage',
                85,
              ),
            ] as const,
          ]
        : []),
      ...(cache.replicas === 0
        ? []
        : [
            [
              `${id}Behind${i + 1}`,
              watch(machine, 'behind', `The copy ${machine} is more than 5 s behind`, 'ReplicationLag', 5),
            ] as const,
          ]),
    ]),
  )
}

/**
 * Machines of ElastiCache in the VPC alone, encrypted on disk and on the way; the app signs in by IAM:
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
export function cache(need: CacheNeed, owned: Owned): Resources {
  const id = `${logicalId(owned.name)}Cache`
  const made = cacheOf(need, owned)
  const own = made.id
  const tags = tagsOf(owned)
  const group = `${id}Parameters${pascal(made.family)}`
  return {
    [`${id}Log`]: logGroup(`/aws/elasticache/${own}/engine`, 30, tags),
    [`${id}Subnets`]: kept(owned, 'AWS::ElastiCache::SubnetGroup', {
      CacheSubnetGroupName: own,
      Description: `Where the cache ${own} is`,
      SubnetIds: storeSubnets(owned),
    }),
    [`${id}Access`]: storeAccess(owned, 'cache', own, made.port),
    [group]: kept(owned, 'AWS::ElastiCache::ParameterGroup', {
      CacheParameterGroupFamily: made.family,
      Description: `The cache ${own}`,
      Properties: made.parameters,
    }),
    [`${id}User`]: kept(owned, 'AWS::ElastiCache::User', {
      // By IAM both have to be one.
      UserId: own,
      UserName: own,
      Engine: made.engine,
      AccessString: made.access,
      AuthenticationMode: { Type: 'iam' },
    }),
    [`${id}Users`]: kept(owned, 'AWS::ElastiCache::UserGroup', {
      UserGroupId: own,
      Engine: made.engine,
      UserIds: [ref(`${id}User`)],
    }),
    [id]: kept(owned, 'AWS::ElastiCache::ReplicationGroup', {
      ReplicationGroupId: own,
      ReplicationGroupDescription: `The cache ${owned.name} of ${owned.app}`,
      Engine: made.engine,
      EngineVersion: made.version,
      AutoMinorVersionUpgrade: true,
      CacheNodeType: made.node,
      NumCacheClusters: made.replicas + 1,
      AutomaticFailoverEnabled: made.replicas > 0,
      MultiAZEnabled: made.replicas > 0,
      Port: made.port,
      AtRestEncryptionEnabled: true,
      TransitEncryptionEnabled: true,
      TransitEncryptionMode: 'required',
      UserGroupIds: [ref(`${id}Users`)],
      CacheSubnetGroupName: ref(`${id}Subnets`),
      CacheParameterGroupName: ref(group),
      SecurityGroupIds: [attribute(`${id}Access`, 'GroupId')],
      LogDeliveryConfigurations: [
        {
          DestinationType: 'cloudwatch-logs',
          DestinationDetails: { CloudWatchLogsDetails: { LogGroup: ref(`${id}Log`) } },
          LogFormat: 'json',
          LogType: 'engine-log',
        },
      ],
    }),
    ...storeAddresses('cache', own, attribute(id, 'PrimaryEndPoint.Address'), need.writers ?? [], owned),
    ...alarms(id, made, owned),
  }
}
