import { protocols, type PacketRule, type Ruleset } from '../src/network/packet-rules.ts'

export interface Packet {
  readonly from: string
  readonly to: string
  readonly protocol: number
  readonly port: number
}

/** `web`, `api:53/UDP` */
export function packetOf(from: string, to: string, addresses: Readonly<Record<string, string>>): Packet {
  const [, name = '', port = '', protocol = 'TCP'] = /^(\w+):(\d+)(?:\/(\w+))?$/.exec(to) ?? []
  const [source, target] = [addresses[from], addresses[name]]
  if (source === undefined || target === undefined) throw new Error(`no address of ${from} or ${to}`)
  return { from: source, to: target, port: Number(port), protocol: protocols[protocol] ?? 0 }
}

const bits = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)

function isIn(address: string, range: string): boolean {
  const [base = '', length = '32'] = range.split('/')
  const size = 2 ** (32 - Number(length))
  return Math.floor(bits(address) / size) === Math.floor(bits(base) / size)
}

const allows = ({ peers, except, protocol, from, until }: PacketRule, peer: string, packet: Packet): boolean =>
  peers.some((range) => isIn(peer, range)) &&
  !except.some((range) => isIn(peer, range)) &&
  (protocol === 0 || protocol === packet.protocol) &&
  (protocol === 0 || until === 0 || (packet.port >= from && packet.port <= until))

/** What `packet-filter` makes of a ruleset, in words of ours: whether a first packet passes. */
export function permits({ pods, nodes }: Ruleset, packet: Packet): boolean {
  if (packet.from === packet.to) return true
  const of = (address: string) => pods.find((pod) => pod.address === address)
  const [egress, ingress] = [of(packet.from)?.egress ?? null, of(packet.to)?.ingress ?? null]
  return (
    (egress === null || egress.some((rule) => allows(rule, packet.to, packet))) &&
    (ingress === null || nodes.includes(packet.from) || ingress.some((rule) => allows(rule, packet.from, packet)))
  )
}
