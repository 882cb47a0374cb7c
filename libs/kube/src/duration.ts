import { quotient } from './quantity.ts'

/**
 * `go`: time.ParseDuration (metav1.Duration, Argo, Istio, Karpenter, External Secrets). `rollouts`: also whole
 * seconds (https://argo-rollouts.readthedocs.io/en/stable/features/specification/). `prometheus`: `y` to `ms`, each
 * once (https://prometheus.io/docs/prometheus/latest/configuration/configuration/).
 */
export type DurationSyntax = 'go' | 'rollouts' | 'prometheus'

const second = 1_000_000_000n
const nanosPer: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: second,
  m: 60n * second,
  h: 3_600n * second,
  d: 86_400n * second,
  w: 604_800n * second,
  y: 31_536_000n * second,
}
/** Go keeps durations in 64 bits. */
const most = 2n ** 63n - 1n

const shapes: Readonly<Record<DurationSyntax, RegExp>> = {
  go: /^[-+]?(?:0|(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)$/,
  rollouts: /^[-+]?[0-9]+$/,
  prometheus: /^(?:0|(?!$)(?:[0-9]+y)?(?:[0-9]+w)?(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)$/,
}
/** Far longer than any duration; bounds the arithmetic. */
const longest = 200

/** As a double, like Go: `0.3333333333333333333h` is 20 minutes. */
function fractionOf(digits: string, unit: bigint): bigint {
  let [value, scale] = [0n, 1]
  for (const digit of digits) {
    const next = value * 10n + BigInt(digit)
    if (value > most / 10n || next > most + 1n) break
    value = next
    scale *= 10
  }
  return BigInt(Math.trunc(Number(value) * (Number(unit) / scale)))
}

/** In nanoseconds; `undefined` if that reader refuses it. */
export function parseDuration(value: unknown, syntax: DurationSyntax = 'go'): bigint | undefined {
  if (syntax === 'rollouts') {
    if (Number.isInteger(value) || (typeof value === 'string' && shapes.rollouts.test(value)))
      return Math.abs(Number(value)) < 2 ** 31 ? BigInt(Number(value)) * second : undefined
    return parseDuration(value)
  }
  if (typeof value !== 'string' || value.length > longest || !shapes[syntax].test(value)) return undefined
  let nanos = 0n
  for (const [, whole = '', fraction = '', unit = ''] of value.matchAll(/([0-9]*)\.?([0-9]*)([a-zµμ]+)/g)) {
    const per = nanosPer[unit] ?? 0n
    nanos += BigInt(whole) * per + fractionOf(fraction, per)
  }
  const isNegative = value.startsWith('-')
  if (nanos > most + (isNegative ? 1n : 0n)) return undefined
  return isNegative ? -nanos : nanos
}

export function formatDuration(nanos: bigint): string {
  if (nanos < 0n) return `-${formatDuration(-nanos)}`
  if (nanos === 0n) return '0s'
  const decimals = (amount: bigint, per: bigint) => {
    const rest = String(amount % per)
      .padStart(String(per).length - 1, '0')
      .replace(/0+$/, '')
    return `${amount / per}${rest === '' || per === 1n ? '' : `.${rest}`}`
  }
  if (nanos < second) {
    const unit = nanos < 1_000n ? 'ns' : nanos < 1_000_000n ? 'µs' : 'ms'
    return `${decimals(nanos, nanosPer[unit] ?? 1n)}${unit}`
  }
  const minutes = nanos / (60n * second)
  const hours = minutes / 60n
  const head = minutes === 0n ? '' : hours === 0n ? `${minutes}m` : `${hours}h${minutes % 60n}m`
  return `${head}${decimals(nanos % (60n * second), second)}s`
}

/** `1m30s` is 90; `undefined` if the reader refuses it. */
export function seconds(value: unknown, syntax: DurationSyntax = 'go'): number | undefined {
  const nanos = parseDuration(value, syntax)
  return nanos === undefined ? undefined : quotient(nanos, second)
}
