import { BlockList, isIP } from 'node:net'

/** A range of addresses, as CIDR writes it. */
export interface AddressRange {
  readonly said: string
  readonly address: string
  readonly family: 'ipv4' | 'ipv6'
  /** Bits that are fixed: fewer is wider. */
  readonly prefix: number
}

/** A range, or an address alone; `undefined` for what is neither. */
export function addressRange(said: string): AddressRange | undefined {
  const [, address = '', bits] = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(said) ?? []
  const version = isIP(address)
  const most = version === 4 ? 32 : 128
  const prefix = Number(bits ?? most)
  if (version === 0 || prefix > most) return undefined
  return { said, address, family: version === 4 ? 'ipv4' : 'ipv6', prefix }
}

/** Whether a range holds all of another. */
export function holdsRange(wide: AddressRange, narrow: AddressRange): boolean {
  if (wide.family !== narrow.family || wide.prefix > narrow.prefix) return false
  const block = new BlockList()
  block.addSubnet(wide.address, wide.prefix, wide.family)
  return block.check(narrow.address, narrow.family)
}
