import type { Cluster } from '@slipway/fleet'

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
const textOf = (number: number): string => [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join('.')

/** The i-th of the equal parts of a range whose prefix is so many bits longer. */
export function part(range: string, bits: number, i: number): string {
  const [address = '', length = '32'] = range.split('/')
  const longer = Number(length) + bits
  const whole = 2 ** (32 - Number(length))
  const first = Math.floor(numberOf(address) / whole) * whole
  return `${textOf(first + i * 2 ** (32 - longer))}/${longer}`
}

export interface ZoneRanges {
  readonly zone: string
  readonly nodes: string
  readonly pods: string
  readonly public: string
}

/**
 * The subnets of a new VPC, for up to six zones: each an eighth for nodes, an eighth of the pods' range, and a 64th for
 * load balancers and NAT, cut from the last eighth. A zone that is added later moves none of the others.
 */
export const rangesOf = ({ zones, network }: Pick<Cluster, 'zones' | 'network'>): readonly ZoneRanges[] =>
  zones.map((zone, i) => ({
    zone,
    nodes: part(network.vpc, 3, i),
    pods: part(network.pods, 3, i),
    public: part(network.vpc, 6, 56 + i),
  }))
