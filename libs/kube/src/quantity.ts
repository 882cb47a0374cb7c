export type QuantityFormat = 'BinarySI' | 'DecimalSI' | 'DecimalExponent'

/** Exact, as Kubernetes keeps it: whole billionths, rounded away from zero. Compare `nanos`. */
interface Quantity {
  readonly nanos: bigint
  readonly format: QuantityFormat
}

const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'] as const
const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const
export type QuantityUnit = (typeof decimal | typeof binary)[number]

const one = 1_000_000_000n
const nanosPer: Readonly<Record<string, bigint>> = {
  ...Object.fromEntries(decimal.map((unit, i) => [unit, 1000n ** BigInt(i)])),
  ...Object.fromEntries(binary.map((unit, i) => [unit, one << (10n * BigInt(i + 1))])),
}
/** Kubernetes caps binary amounts here. */
const mostBinary = (2n ** 63n - 1n) * one

const shape = /^([+-]?)(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?[0-9]{1,3}))?$/
/** Far longer than any amount; bounds the arithmetic. */
const longest = 200

/**
 * A text or number as in https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/; else
 * `undefined`.
 */
export function parseQuantity(value: unknown): Quantity | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.length > longest)) return undefined
  // Thousands of objects say the same few amounts.
  if (!parsed.has(value)) parsed.set(value, parse(String(value)))
  return parsed.get(value)
}

const parsed = new Map<string | number, Quantity | undefined>()

function parse(value: string): Quantity | undefined {
  const match = shape.exec(value)
  if (match === null) return undefined
  const [, sign, whole = '', tail = '', only = '', unit = '', exponent] = match
  const fraction = tail + only
  const isBinary = unit.endsWith('i')
  const digits = BigInt(whole + fraction) * (nanosPer[unit] ?? one)
  const power = Number(exponent ?? 0) - fraction.length
  const by = 10n ** BigInt(Math.abs(power))
  let nanos = power >= 0 ? digits * by : (digits + by - 1n) / by
  if (isBinary && nanos > mostBinary) nanos = mostBinary
  const format =
    exponent !== undefined ? 'DecimalExponent' : isBinary && (nanos === 0n || nanos >= one) ? 'BinarySI' : 'DecimalSI'
  return { nanos: sign === '-' ? -nanos : nanos, format }
}

/** As Kubernetes prints it: the largest unit without a fraction. */
export function formatQuantity({ nanos, format }: Quantity): string {
  if (nanos === 0n) return '0'
  const isWhole = nanos % one === 0n
  if (format === 'BinarySI' && isWhole && (nanos >= 1024n * one || nanos <= -1024n * one)) {
    let [amount, unit] = [nanos / one, -1]
    for (; amount % 1024n === 0n && unit + 1 < binary.length; unit++) amount /= 1024n
    return `${amount}${binary[unit] ?? ''}`
  }
  let [amount, thousands] = [nanos, 0]
  const isExponent = format === 'DecimalExponent'
  for (; amount % 1000n === 0n && (isExponent || thousands + 1 < decimal.length); thousands++) amount /= 1000n
  const power = thousands * 3 - 9
  return isExponent ? `${amount}${power === 0 ? '' : `e${power}`}` : `${amount}${decimal[thousands] ?? ''}`
}

/** In units: `250m` is 0.25, or 250 in `m`. */
export function quantity(value: unknown, unit: QuantityUnit = ''): number | undefined {
  const parsed = parseQuantity(value)
  return parsed === undefined ? undefined : quotient(parsed.nanos, nanosPer[unit] ?? one)
}

/** The nearest double; beyond 2^53 after cancelling tens, it or its neighbour. */
export function quotient(dividend: bigint, divisor: bigint): number {
  if (dividend % divisor === 0n) return Number(dividend / divisor)
  let [a, b] = [dividend, divisor]
  for (; a % 10n === 0n && b % 10n === 0n && a !== 0n; b /= 10n) a /= 10n
  return Number.isSafeInteger(Number(a)) ? Number(a) / Number(b) : Number(a / b) + Number(a % b) / Number(b)
}
