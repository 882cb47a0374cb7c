import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatQuantity, parseQuantity, type QuantityFormat, quantity } from './quantity.ts'

/** What `resource.ParseQuantity` and `CanonicalizeBytes` of k8s.io/apimachinery v0.37.2 make of these texts. */
const accepted: readonly (readonly [text: string, nanos: bigint, canonical: string])[] = [
  ['0', 0n, '0'],
  ['1', 1_000_000_000n, '1'],
  ['250m', 250_000_000n, '250m'],
  ['1000m', 1_000_000_000n, '1'],
  ['1500m', 1_500_000_000n, '1500m'],
  ['0.25', 250_000_000n, '250m'],
  ['.5', 500_000_000n, '500m'],
  ['0.5', 500_000_000n, '500m'],
  ['5.', 5_000_000_000n, '5'],
  ['+1', 1_000_000_000n, '1'],
  ['-1', -1_000_000_000n, '-1'],
  ['-.5', -500_000_000n, '-500m'],
  ['-1500m', -1_500_000_000n, '-1500m'],
  ['007', 7_000_000_000n, '7'],
  ['1.500', 1_500_000_000n, '1500m'],
  ['100n', 100n, '100n'],
  ['0.1u', 100n, '100n'],
  ['0.1n', 1n, '1n'],
  ['500u', 500_000n, '500u'],
  ['1e3', 1_000_000_000_000n, '1e3'],
  ['1E3', 1_000_000_000_000n, '1e3'],
  ['1e-3', 1_000_000n, '1e-3'],
  ['1.5e3', 1_500_000_000_000n, '1500'],
  ['12e6', 12_000_000_000_000_000n, '12e6'],
  ['1e+2', 100_000_000_000n, '100'],
  ['1E', 1_000_000_000_000_000_000_000_000_000n, '1E'],
  ['1k', 1_000_000_000_000n, '1k'],
  ['10M', 10_000_000_000_000_000n, '10M'],
  ['5G', 5_000_000_000_000_000_000n, '5G'],
  ['1T', 1_000_000_000_000_000_000_000n, '1T'],
  ['2P', 2_000_000_000_000_000_000_000_000n, '2P'],
  ['1000P', 1_000_000_000_000_000_000_000_000_000n, '1E'],
  ['1000k', 1_000_000_000_000_000n, '1M'],
  ['128Mi', 134_217_728_000_000_000n, '128Mi'],
  ['1Gi', 1_073_741_824_000_000_000n, '1Gi'],
  ['1024Mi', 1_073_741_824_000_000_000n, '1Gi'],
  ['1.5Gi', 1_610_612_736_000_000_000n, '1536Mi'],
  ['0.5Gi', 536_870_912_000_000_000n, '512Mi'],
  ['.5Ki', 512_000_000_000n, '512'],
  ['1023', 1_023_000_000_000n, '1023'],
  ['1024', 1_024_000_000_000n, '1024'],
  ['512Ki', 524_288_000_000_000n, '512Ki'],
  ['1000Ki', 1_024_000_000_000_000n, '1000Ki'],
  ['1.0000000001Gi', 1_073_741_824_107_374_183n, '1073741824107374183n'],
  ['64Ti', 70_368_744_177_664_000_000_000n, '64Ti'],
  ['4Pi', 4_503_599_627_370_496_000_000_000n, '4Pi'],
  ['8Ei', 9_223_372_036_854_775_807_000_000_000n, '9223372036854775807'],
  ['7Ei', 8_070_450_532_247_928_832_000_000_000n, '7Ei'],
  ['9Ei', 9_223_372_036_854_775_807_000_000_000n, '9223372036854775807'],
  ['-9Ei', -9_223_372_036_854_775_807_000_000_000n, '-9223372036854775807'],
  ['262144k', 262_144_000_000_000_000n, '262144k'],
  ['123456789012345678901', 123_456_789_012_345_678_901_000_000_000n, '123456789012345678901'],
  ['0.0000000001', 1n, '1n'],
  ['-0.0000000001', -1n, '-1n'],
]
const refused = [
  '1Em',
  '',
  '1K',
  '1ki',
  '1mi',
  '1KB',
  '100Gb',
  '1 Gi',
  ' 1',
  '1e',
  '1e3.5',
  '1e3Ki',
  '--1',
  '1..2',
  '1.2.3',
  '1,5',
  '0x10',
  '1_000',
  '1i',
  'Infinity',
  'NaN',
  'a lot',
  '1µ',
]
/**
 * Texts without a digit are 0 to ParseQuantity, though neither its documentation nor the pattern in CRDs allows them.
 * Mistakes, to us.
 */
const withoutDigit = ['m', 'Gi', '+', '-', '.', '-E']

describe('parseQuantity and formatQuantity', () => {
  it.each(accepted)('%s', (text, nanos, canonical) => {
    const parsed = parseQuantity(text)
    expect(parsed?.nanos).toBe(nanos)
    expect(parsed && formatQuantity(parsed)).toBe(canonical)
  })

  it.each([...refused, ...withoutDigit, '1e1000', '9'.repeat(201)])('%j is no quantity', (text) => {
    expect(parseQuantity(text)).toBeUndefined()
  })

  it.each([true, null, undefined, {}, [], Number.NaN, Infinity])('%j is no quantity, either', (value) => {
    expect(parseQuantity(value)).toBeUndefined()
  })

  it.each([
    [1, '1'],
    [0.25, '250m'],
    [1e21, '1e21'],
    [1e-7, '100e-9'],
    [-0, '0'],
  ])('the number %d of JSON is %s', (value, canonical) => {
    const parsed = parseQuantity(value)
    expect(parsed && formatQuantity(parsed)).toBe(canonical)
  })

  it('prints more than Kubernetes can: it forgets the unit of 1000E', () => {
    expect(formatQuantity({ nanos: 10n ** 30n, format: 'DecimalSI' })).toBe('1000E')
  })

  const formats = fc.constantFrom<QuantityFormat>('BinarySI', 'DecimalSI', 'DecimalExponent')
  const nanos = fc.oneof(
    fc.bigInt(-(2n ** 62n) * 10n ** 9n, 2n ** 62n * 10n ** 9n),
    fc.bigInt(-2000n, 2000n).chain((n) => fc.constantFrom(n, n * 10n ** 6n, n * 10n ** 9n, (n * 10n ** 9n) << 20n)),
  )

  it('are inverse to each other', () => {
    fc.assert(
      fc.property(nanos, formats, (n, format) => {
        expect(parseQuantity(formatQuantity({ nanos: n, format }))?.nanos).toBe(n)
      }),
    )
  })

  it('keep the order of numbers, whatever their units', () => {
    const unit = fc.constantFrom(...(['n', 'u', 'm', '', 'k', 'M', 'Ki', 'Mi'] as const))
    const of = { n: 1n, u: 10n ** 3n, m: 10n ** 6n, '': 10n ** 9n, k: 10n ** 12n, M: 10n ** 15n }
    const all = { ...of, Ki: 1024n * 10n ** 9n, Mi: 2n ** 20n * 10n ** 9n }
    fc.assert(
      fc.property(fc.nat(), unit, fc.nat(), unit, (a, of, b, than) => {
        const [left, right] = [parseQuantity(`${a}${of}`)?.nanos ?? 0n, parseQuantity(`${b}${than}`)?.nanos ?? 0n]
        expect(left < right).toBe(BigInt(a) * all[of] < BigInt(b) * all[than])
      }),
    )
  })
})

describe('quantity', () => {
  it.each([
    ['250m', 0.25],
    ['1', 1],
    [2, 2],
    ['1.5', 1.5],
    ['.5', 0.5],
    ['500u', 0.0005],
    ['128Mi', 134_217_728],
    ['1Gi', 2 ** 30],
    ['1k', 1000],
    ['1e3', 1000],
    ['100Gb', undefined],
    ['', undefined],
    ['a lot', undefined],
    [true, undefined],
  ])('%j', (given, value) => {
    expect(quantity(given)).toBe(value)
  })

  it.each([
    ['250m', 'm', 250],
    ['1.5', 'm', 1500],
    ['2.675', 'm', 2675],
    ['500u', 'm', 0.5],
    ['1Gi', 'Mi', 1024],
    ['262144k', 'Mi', 250],
    ['1', 'Gi', 2 ** -30],
  ] as const)('%s in %s is %d', (given, unit, value) => {
    expect(quantity(given, unit)).toBe(value)
  })

  it('is plain arithmetic where doubles are exact', () => {
    fc.assert(
      fc.property(fc.nat(1e9), (n) => {
        expect(quantity(`${n}m`)).toBe(n / 1000)
        expect(quantity(`${n}Mi`)).toBe(n * 2 ** 20)
        expect(quantity(n)).toBe(n)
        expect(quantity((n / 1000).toFixed(3), 'm')).toBe(n)
      }),
    )
  })
})
