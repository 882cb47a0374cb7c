import type { Cluster } from '@slipway/fleet'

/** Parameters by which the stacks of a cluster tell each other what they made; a person may write them, too. */
export const parameters = ({ name }: Pick<Cluster, 'name'>) =>
  ({
    vpc: `/slipway/${name}/vpc`,
    nodeSubnet: (zone: string) => `/slipway/${name}/subnets/${zone}`,
    podSubnet: (zone: string) => `/slipway/${name}/pod-subnets/${zone}`,
    publicSubnet: (zone: string) => `/slipway/${name}/public-subnets/${zone}`,
    nodeSecurityGroup: `/slipway/${name}/security-groups/nodes`,
    endpoint: `/slipway/${name}/endpoint`,
    authority: `/slipway/${name}/certificate-authority`,
  }) as const

/** `A` of `eu-west-1a`, `Lax1a` of `us-west-2-lax-1a`: part of a logical id. */
export const zoneId = (zone: string, { region }: Pick<Cluster, 'region'>): string =>
  (zone.startsWith(region) ? zone.slice(region.length) : zone)
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`)
    .join('')
