import { logicalId, pascal, shortHash } from '@slipway/fleet'
import { needKey } from '@slipway/model'
import type { StoredNeed } from '@slipway/spec'
import { parameters } from '../cluster/names.ts'
import { named, resource, type AwsResource, type Resources } from '../model/stack.ts'
import { join, parameter, type Value } from '../model/value.ts'
import { tagsOf, type Owned } from './need.ts'

/** Subnets of the nodes: one in each zone. */
export const storeSubnets = ({ clusters: [cluster] }: Owned): readonly Value[] =>
  cluster === undefined ? [] : cluster.zones.map((zone) => parameter(parameters(cluster).nodeSubnet(zone)))

/** Nodes and pods of the environment's clusters come in, by one port; nothing goes out. */
export function storeAccess(owned: Owned, what: string, own: string, port: number): AwsResource {
  const [cluster] = owned.clusters
  if (cluster === undefined) throw new RangeError(`${own} is in no cluster's network`)
  // It stays with what is in it, as all that a store hangs on: AWS deletes none of it while the store is there.
  return resource(
    'AWS::EC2::SecurityGroup',
    {
      GroupDescription: `The ${what} ${own}`,
      VpcId: parameter(parameters(cluster).vpc),
      SecurityGroupIngress: owned.clusters.map((one) => ({
        IpProtocol: 'tcp',
        FromPort: port,
        ToPort: port,
        SourceSecurityGroupId: parameter(parameters(one).nodeSecurityGroup),
        Description: `Nodes and pods of ${one.name}; NetworkPolicies decide for pods`,
      })),
      // An empty list is no list: EC2 would add a rule for everywhere.
      SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32', Description: 'Nowhere: it answers alone' }],
      Tags: named(own, { app: owned.app, environment: owned.place.environment, team: owned.team }),
    },
    { retained: true },
  )
}

/**
 * Its address, which is known once it is there: a secret that the team's pods read as they read others, and one for
 * each other team that it accepts, as no team's pods read the secrets of another.
 */
export function storeAddresses(kind: StoredNeed, own: string, host: Value, writers: readonly string[], owned: Owned) {
  const id = `${logicalId(owned.name)}${pascal(kind)}`
  const { name, team, place } = owned
  const address = (key: string): AwsResource =>
    resource(
      'AWS::SecretsManager::Secret',
      {
        Name: key,
        Description: `Where the ${kind} ${own} is`,
        SecretString: join('{"host":"', host, '"}'),
        Tags: tagsOf(owned),
      },
      { retained: true },
    )
  const guests = new Set(writers.map((one) => one.split('/')[0] ?? '').filter((one) => one !== team))
  const resources: Resources = {
    [`${id}Address`]: address(needKey(kind, name, team, place.environment)),
    ...Object.fromEntries(
      [...guests]
        .sort()
        .map((guest) => [
          `${id}Address${shortHash(guest)}`,
          address(needKey(kind, name, guest, place.environment, team)),
        ]),
    ),
  }
  return resources
}
