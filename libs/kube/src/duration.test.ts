import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration, parseDuration, seconds } from './duration.ts'

/** What `time.ParseDuration` and `String` of Go 1.26 make of these texts; `metav1.Duration` is the same. */
const go: readonly (readonly [text: string, nanos: bigint, canonical: string])[] = [
  ['0', 0n, '0s'],
  ['+0', 0n, '0s'],
  ['-0', 0n, '0s'],
  ['0s', 0n, '0s'],
  ['1s', 1_000_000_000n, '1s'],
  ['90s', 90_000_000_000n, '1m30s'],
  ['1m30s', 90_000_000_000n, '1m30s'],
  ['1m', 60_000_000_000n, '1m0s'],
  ['60s', 60_000_000_000n, '1m0s'],
  ['1h', 3_600_000_000_000n, '1h0m0s'],
  ['1h0m0s', 3_600_000_000_000n, '1h0m0s'],
  ['24h', 86_400_000_000_000n, '24h0m0s'],
  ['1.5h', 5_400_000_000_000n, '1h30m0s'],
  ['1.5s', 1_500_000_000n, '1.5s'],
  ['1500ms', 1_500_000_000n, '1.5s'],
  ['.5s', 500_000_000n, '500ms'],
  ['5.s', 5_000_000_000n, '5s'],
  ['-.5m', -30_000_000_000n, '-30s'],
  ['-1s', -1_000_000_000n, '-1s'],
  ['+1s', 1_000_000_000n, '1s'],
  ['300ms', 300_000_000n, '300ms'],
  ['500us', 500_000n, '500µs'],
  ['500µs', 500_000n, '500µs'],
  ['500μs', 500_000n, '500µs'],
  ['1500us', 1_500_000n, '1.5ms'],
  ['100ns', 100n, '100ns'],
  ['1ns', 1n, '1ns'],
  ['.5ns', 0n, '0s'],
  ['1h1h', 7_200_000_000_000n, '2h0m0s'],
  ['3s2h', 7_203_000_000_000n, '2h0m3s'],
  ['0.3333333333333333333h', 1_200_000_000_000n, '20m0s'],
  ['0.0000000001h', 360n, '360ns'],
  ['9223372036854775807ns', 9_223_372_036_854_775_807n, '2562047h47m16.854775807s'],
  ['-9223372036854775808ns', -9_223_372_036_854_775_808n, '-2562047h47m16.854775808s'],
  ['2562047h47m16.854775807s', 9_223_372_036_854_775_807n, '2562047h47m16.854775807s'],
]
const notGo = [
  '1s-2s',
  '9223372036854775808ns',
  '2562048h',
  '',
  's',
  '1',
  '90',
  '.s',
  '1 m',
  '1d',
  '1w',
  '1S',
  '1min',
  '1m 30s',
  '1e3s',
  '0x1s',
  ' 1s',
]

/** What `model.ParseDuration` of github.com/prometheus/common v0.74.0 makes of these. */
const prometheus: readonly (readonly [text: string, nanos: bigint])[] = [
  ['0', 0n],
  ['0s', 0n],
  ['1ms', 1_000_000n],
  ['5s', 5_000_000_000n],
  ['90s', 90_000_000_000n],
  ['1m30s', 90_000_000_000n],
  ['2m', 120_000_000_000n],
  ['1h', 3_600_000_000_000n],
  ['1d', 86_400_000_000_000n],
  ['24h', 86_400_000_000_000n],
  ['1w', 604_800_000_000_000n],
  ['1y', 31_536_000_000_000_000n],
  ['1y2w3d4h5m6s7ms', 33_019_506_007_000_000n],
  ['1d12h', 129_600_000_000_000n],
  ['0d', 0n],
  ['292y', 9_208_512_000_000_000_000n],
]
const notPrometheus = ['', '1', '-1s', '1.5s', '500us', '1s1m', '1m1m', '1 m', '5S', '100000000000y']

describe('parseDuration', () => {
  it.each(go)('%s, printed by formatDuration', (text, nanos, canonical) => {
    expect(parseDuration(text)).toBe(nanos)
    expect(formatDuration(nanos)).toBe(canonical)
  })
  it.each([...notGo, 90, null, '1'.repeat(201) + 's'])('%j is none to Go', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })

  it.each(prometheus)('%s, as Prometheus reads it', (text, nanos) => {
    expect(parseDuration(text, 'prometheus')).toBe(nanos)
  })
  it.each([...notPrometheus, 90])('%j is none to Prometheus', (text) => {
    expect(parseDuration(text, 'prometheus')).toBeUndefined()
  })

  // RolloutPause.DurationSeconds of argo-rollouts: strconv.ParseInt(text, 10, 32) first, then time.ParseDuration.
  it.each([
    [120, 120],
    ['120', 120],
    ['+5', 5],
    ['-5', -5],
    ['2m', 120],
    ['1.5s', 1.5],
  ])('%j is %d seconds to Rollouts', (value, expected) => {
    expect(seconds(value, 'rollouts')).toBe(expected)
  })
  it.each(['', '1.5', 1.5, '1d', '2147483648', '2 m', true])('%j is none to Rollouts', (value) => {
    expect(parseDuration(value, 'rollouts')).toBeUndefined()
  })

  it('is the inverse of formatDuration', () => {
    const nanos = fc.oneof(
      fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
      fc.bigInt(-5000n, 5000n).chain((n) => fc.constantFrom(n, n * 10n ** 3n, n * 10n ** 6n, n * 10n ** 9n)),
    )
    fc.assert(
      fc.property(nanos, (n) => {
        expect(parseDuration(formatDuration(n))).toBe(n)
      }),
    )
  })

  it('keeps the order of numbers, whatever their units, and Go and Prometheus agree', () => {
    const unit = fc.constantFrom('ms', 's', 'm', 'h')
    const per = new Map(Object.entries({ ms: 1, s: 1000, m: 60_000, h: 3_600_000 }))
    fc.assert(
      fc.property(fc.nat(1e6), unit, fc.nat(1e6), unit, (a, of, b, than) => {
        const [left, right] = [parseDuration(`${a}${of}`) ?? 0n, parseDuration(`${b}${than}`) ?? 0n]
        expect(left < right).toBe(a * (per.get(of) ?? 0) < b * (per.get(than) ?? 0))
        expect(parseDuration(`${a}${of}`, 'prometheus')).toBe(left)
        expect(seconds(`${a}${of}`)).toBe((a * (per.get(of) ?? 0)) / 1000)
        expect(seconds(`${a * 1000 + b}ms`)).toBe((a * 1000 + b) / 1000)
      }),
    )
  })
})

describe('seconds', () => {
  it.each([
    ['2m', 120],
    ['1m30s', 90],
    ['300ms', 0.3],
    ['3389ms', 3.389],
    ['1.5h', 5400],
    ['90', undefined],
    ['2 m', undefined],
    [90, undefined],
  ])('%j', (given, expected) => {
    expect(seconds(given)).toBe(expected)
  })
})
