import { pascal, type Cluster } from '@slipway/fleet'
import { managedMap, resource, type AwsResource } from '../model/stack.ts'
import type { Value } from '../model/value.ts'

/** Parameters by which the stacks of a cluster tell each other what they made; a person may write them, too. */
export const parameters = ({ name }: Pick<Cluster, 'name'>) =>
  ({
    vpc: `/slipway/${name}/vpc`,
    zone: `/slipway/${name}/zone`,
    nodeSubnet: (zone: string) => `/slipway/${name}/subnets/${zone}`,
    podSubnet: (zone: string) => `/slipway/${name}/pod-subnets/${zone}`,
    publicSubnet: (zone: string) => `/slipway/${name}/public-subnets/${zone}`,
    nodeSecurityGroup: `/slipway/${name}/security-groups/nodes`,
    endpoint: `/slipway/${name}/endpoint`,
    authority: `/slipway/${name}/certificate-authority`,
  }) as const

/** `A` of `eu-west-1a`, `Lax1a` of `us-west-2-lax-1a`: part of a logical id. */
export const zoneId = (zone: string, { region }: Pick<Cluster, 'region'>): string =>
  pascal(zone.startsWith(region) ? zone.slice(region.length) : zone)

/** One of them, as the stack writes it that made the value. */
export const written = (name: string, value: Value): AwsResource =>
  resource('AWS::SSM::Parameter', { Name: name, Type: 'String', Value: value, Tags: managedMap })

/** Place, name and source of a cluster's stack. */
export const clusterStack = ({ account, region, name }: Cluster, what: string, description: string) => ({
  account,
  region,
  clusters: [name],
  name: `${name}-${what}`,
  source: `fleet/clusters/${name}.ts`,
  description,
})
