import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bytes,
  cpuPattern,
  durationPattern,
  durationText,
  memoryPattern,
  millicores,
  percentPattern,
  ratio,
  seconds,
} from './units.ts'

describe('seconds', () => {
  it.each([
    ['300ms', 0.3],
    ['1ms', 0.001],
    ['0s', 0],
    ['15s', 15],
    ['2m', 120],
    ['1h', 3600],
    ['365d', 31_536_000],
  ])('%s is %d', (text, expected) => {
    expect(text).toMatch(durationPattern)
    expect(seconds(text)).toBe(expected)
  })

  it('comes back from text to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 31_536_000_000 }), (ms) => {
        expect(durationText(ms / 1000)).toMatch(durationPattern)
        expect(seconds(durationText(ms / 1000))).toBe(ms / 1000)
      }),
    )
  })

  it.each([
    [90, '90s'],
    [0.3, '300ms'],
    [1.5, '1500ms'],
    [0, '0s'],
  ])('%d is written %s', (number, text) => {
    expect(durationText(number)).toBe(text)
  })
})

describe('millicores', () => {
  it.each([
    ['250m', 250],
    ['1', 1000],
    ['1.5', 1500],
    ['0.1', 100],
    ['0.001', 1],
    ['2.675', 2675],
  ])('%s is %d', (text, expected) => {
    expect(text).toMatch(cpuPattern)
    expect(millicores(text)).toBe(expected)
  })

  it('reads a number of cores and of thousandths alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 128_000 }), (m) => {
        expect(millicores(`${m}m`)).toBe(m)
        expect(millicores((m / 1000).toFixed(3))).toBe(m)
      }),
    )
  })
})

describe('bytes', () => {
  it.each([
    ['1Ki', 1024],
    ['256Mi', 268_435_456],
    ['2Gi', 2_147_483_648],
    ['1Ti', 1_099_511_627_776],
  ])('%s is %d', (text, expected) => {
    expect(text).toMatch(memoryPattern)
    expect(bytes(text)).toBe(expected)
  })

  it('has 1024 of each unit in the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (n) => {
        expect(bytes(`${n * 1024}Ki`)).toBe(bytes(`${n}Mi`))
        expect(bytes(`${n * 1024}Mi`)).toBe(bytes(`${n}Gi`))
      }),
    )
  })
})

describe('ratio', () => {
  it.each([
    ['1%', 0.01],
    ['0.5%', 0.005],
    ['0.01%', 0.0001],
    ['100%', 1],
    ['0%', 0],
    ['99.9%', 0.999],
  ])('%s is %d', (text, expected) => {
    expect(text).toMatch(percentPattern)
    expect(ratio(text)).toBe(expected)
  })
})

describe('patterns take nothing else', () => {
  it.each(['', '5', '5 s', '-1s', '1.5h', '5min', '1S', 's'])('%j is no duration', (text) =>
    expect(text).not.toMatch(durationPattern),
  )
  it.each(['', 'm', '1,5', '-1', '1.', '.5', '1.2345', '1e3', '250M'])('%j is no cpu', (text) =>
    expect(text).not.toMatch(cpuPattern),
  )
  it.each(['', '256', '256M', '1.5Gi', '256mi', '-1Mi', '1 Gi', '1GB'])('%j is no size', (text) =>
    expect(text).not.toMatch(memoryPattern),
  )
  it.each(['', '1', '101%', '-1%', '1 %', '%'])('%j is no share', (text) => expect(text).not.toMatch(percentPattern))
})
