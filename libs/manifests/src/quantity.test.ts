import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytes, millicores } from '@slipway/spec'
import { cpuText, memoryText } from './quantity.ts'

describe('cpuText', () => {
  it.each([
    [250, '250m'],
    [1000, '1'],
    [1500, '1500m'],
    [128_000, '128'],
  ])('%d millicores: %s', (millis, text) => {
    expect(cpuText(millis)).toBe(text)
  })

  it('means what it was made from', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 128_000 }), (n) => millicores(cpuText(n)) === n))
  })
})

describe('memoryText', () => {
  it.each([
    [2 ** 30, '1Gi'],
    [1.5 * 2 ** 30, '1536Mi'],
    [256 * 2 ** 20, '256Mi'],
    [2 ** 20 + 2 ** 10, '1025Ki'],
    [1, '1Ki'],
  ])('%d bytes: %s', (size, text) => {
    expect(memoryText(size)).toBe(text)
  })

  it('means what it was made from, to the kibibyte', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), (kibi) => bytes(memoryText(kibi * 1024)) === kibi * 1024),
    )
  })
})
