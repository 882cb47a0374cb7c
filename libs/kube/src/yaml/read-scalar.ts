/**
 * A scalar that no value of ours represents: a whole number beyond a double, or a tagged text. Equal only to the same
 * spelling.
 */
export class AmbiguousScalar {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }

  toJSON(): string {
    return this.source
  }
}

const words: ReadonlyMap<string, boolean | null> = new Map([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
])
const longestWord = 5

const digits = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/
/** The longest number of digits that a double keeps exactly (IEEE 754: 15 decimal digits). */
const exactDigits = 15
const whole = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/
const fraction = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const notANumber = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/
/** The range of Go's int64, and of uint64 for numbers without a sign. */
const [least, most, mostUnsigned] = [-(2n ** 63n), 2n ** 63n - 1n, 2n ** 64n - 1n]
/** Longer than any number that Go reads; more digits are text, or lost in a double. */
const longestNumber = 400

function wholeNumber(source: string): bigint | undefined {
  const [, sign, hex, binary, octal, decimal = ''] = whole.exec(source) ?? []
  if (sign === undefined) return undefined
  const based = [hex && `0x${hex}`, binary && `0b${binary}`, octal && `0o${octal}`]
  const size = BigInt(based.find((digits) => digits !== undefined) ?? decimal)
  const value = sign === '-' ? -size : size
  return value >= least && value <= (sign === '' ? mostUnsigned : most) ? value : undefined
}

/** Digits with signs, underscores, a base or an exponent. */
function numeric(source: string): unknown {
  if (notANumber.test(source)) return new AmbiguousScalar(source)
  if (source.length > longestNumber) return source
  // Go takes underscores out before it looks, but where a dot comes first.
  const plain = source.startsWith('.') ? source : source.replaceAll('_', '')
  const value = wholeNumber(plain)
  if (value !== undefined)
    return Number.isSafeInteger(Number(value)) ? Number(value) : new AmbiguousScalar(String(value))
  const double = fraction.test(plain) ? Number(plain) : Infinity
  return Number.isFinite(double) ? double : source
}

/**
 * The value of a bare scalar to Kubernetes and Argo CD: null, boolean, number or text. They read YAML by go-yaml v2
 * (sigs.k8s.io/yaml), which is neither 1.1 nor 1.2: `yes` and `on` are true, `010` is 8, `1e3` is 1000, `1:30` and
 * dates are text.
 */
export function resolve(source: string): unknown {
  if (source.length <= longestWord) {
    const word = words.get(source)
    if (word !== undefined) return word
  }
  const first = source.charCodeAt(0)
  // A letter, `/` or the like begins no number.
  if (first > 57 || first === 47) return source
  if (digits.test(source) && source.length <= exactDigits && source !== '-0') return Number(source)
  return numeric(source)
}
