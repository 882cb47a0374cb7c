/** What it costs to send a parcel, in cents of a euro, and how many working days it takes at most. */
export interface Quote {
  readonly country: string
  readonly pieces: number
  readonly price: number
  readonly currency: 'EUR'
  readonly days: number
}

interface Zone {
  readonly base: number
  readonly each: number
  readonly days: number
}

/** The shop's own tariff: a parcel, and what each piece in it adds. */
const zones = {
  home: { base: 390, each: 40, days: 2 },
  near: { base: 790, each: 70, days: 4 },
  far: { base: 1490, each: 160, days: 8 },
} as const satisfies Readonly<Record<string, Zone>>

/** Those that share a customs area and a lorry with Germany. */
const near: ReadonlySet<string> = new Set(['AT', 'BE', 'CZ', 'DK', 'FR', 'IT', 'LU', 'NL', 'PL'])

const zoneOf = (country: string): Zone => (country === 'DE' ? zones.home : near.has(country) ? zones.near : zones.far)

/** Home parcels are free of charge from this many pieces on. */
const freeFrom = 20

/** A parcel is no lorry. */
const maxPieces = 1000

/** What a request asks for, as its query has it; or the sentence that says what is wrong. */
export function readRequest(query: Readonly<Record<string, string | undefined>>): { country: string; pieces: number } | string {
  const { country = '', pieces = '' } = query
  if (!/^[A-Z]{2}$/.test(country)) return '"country" has to be two capital letters, such as DE.'
  const count = /^[1-9]\d{0,3}$/.test(pieces) ? Number(pieces) : 0
  if (count < 1 || count > maxPieces) return `"pieces" has to be a whole number from 1 to ${maxPieces}.`
  return { country, pieces: count }
}

export function quote({ country, pieces }: { readonly country: string; readonly pieces: number }): Quote {
  const zone = zoneOf(country)
  const isFree = zone === zones.home && pieces >= freeFrom
  const price = isFree ? 0 : zone.base + zone.each * pieces
  return { country, pieces, price, currency: 'EUR', days: zone.days }
}
