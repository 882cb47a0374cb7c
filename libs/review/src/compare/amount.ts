/** Quantities and durations as exact numbers. A double is not enough: where two differ in the last digit, that is a change. */

interface Exact {
  /** The digits, without their point. */
  readonly digits: bigint
  /** How many of them stand behind the point. */
  readonly scale: number
}

function exact(amount: string): Exact {
  const [mantissa = '', power = '0'] = amount.toLowerCase().split('e')
  const [whole = '', part = ''] = mantissa.split('.')
  return {
    digits: BigInt(`${whole}${part}` === '' || `${whole}${part}` === '-' ? 0 : `${whole}${part}`.replace('+', '')),
    scale: part.length - Number(power),
  }
}

/** A number in one spelling: no zeros at the end, and none behind the point. */
function spelled({ digits, scale }: Exact): string {
  let d = digits
  let s = scale
  if (d === 0n) return '0'
  while (d % 10n === 0n) {
    d /= 10n
    s--
  }
  return `${d}e${-s}`
}

const decimal = new Map([
  ['n', 9],
  ['u', 6],
  ['m', 3],
  ['', 0],
  ['k', -3],
  ['M', -6],
  ['G', -9],
  ['T', -12],
  ['P', -15],
  ['E', -18],
])
const binary = new Map([
  ['Ki', 10n],
  ['Mi', 20n],
  ['Gi', 30n],
  ['Ti', 40n],
  ['Pi', 50n],
  ['Ei', 60n],
])
const quantityShape =
  /^([+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?)([numkMGTPE]|[KMGTPE]i)?$/

/**
 * A quantity in one spelling, so that two are the same amount exactly when the texts are equal.
 * @returns nothing for what is no quantity (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/)
 */
export function quantityOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const [, amount, unit = ''] = quantityShape.exec(String(value)) ?? []
  if (amount === undefined) return undefined
  const number = exact(amount)
  const power = binary.get(unit)
  if (power !== undefined) return spelled({ digits: number.digits << power, scale: number.scale })
  return spelled({ digits: number.digits, scale: number.scale + (decimal.get(unit) ?? 0) })
}

const unitNanoseconds: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  // Prometheus' own units; Go has none above the hour.
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
  y: 31_536_000_000_000_000n,
}
const durationShape = /^(?:[0-9]{1,30}(?:\.[0-9]{1,30})?(?:ns|us|µs|ms|s|m|h|d|w|y))+$/

/** A duration in one spelling; a bare number is seconds, as in Rollouts' `pause.duration`. Nothing for what is no duration. */
export function durationOf(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isInteger(value) && value >= 0 ? `${value}s` : value
  if (typeof text !== 'string') return undefined
  if (/^[0-9]+$/.test(text)) return durationOf(`${text}s`)
  if (!durationShape.test(text)) return undefined
  let digits = 0n
  let scale = 0
  for (const [, amount = '', unit = ''] of text.matchAll(/([0-9]+(?:\.[0-9]+)?)(ns|us|µs|ms|s|m|h|d|w|y)/g)) {
    const one = exact(amount)
    const by = unitNanoseconds[unit] ?? 0n
    const deeper = Math.max(scale, one.scale)
    digits = digits * 10n ** BigInt(deeper - scale) + one.digits * by * 10n ** BigInt(deeper - one.scale)
    scale = deeper
  }
  return spelled({ digits, scale })
}

/** Seconds of a duration, for sums that people read; nothing when it is none. */
export function secondsOf(value: unknown): number | undefined {
  const spelling = durationOf(value)
  return spelling === undefined ? undefined : Number(spelling) / 1e9
}

/** A quantity as a number, for comparing sizes; nothing when it is none. */
export function sizeOf(value: unknown): number | undefined {
  const spelling = quantityOf(value)
  return spelling === undefined ? undefined : Number(spelling)
}
