import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketCookie, bucketRange, firstBucket, hasBucket, inShare, setBucket } from './buckets.ts'
import { digestOf } from '../../test/sample.ts'

const cookie = bucketCookie({ name: 'storefront' })
/** Envoy wants the whole header to match. */
const whole = (regex: string) => new RegExp(`^(?:${regex})$`)
const two = (bucket: number) => bucket.toString(16).padStart(2, '0')
const start = fc.integer({ min: 0, max: 255 })
const percent = fc.integer({ min: 1, max: 100 })

describe('bucketRange', () => {
  it('holds its share of 256 buckets, next to each other, wrapping around', () => {
    fc.assert(
      fc.property(start, percent, (first, p) => {
        const range = bucketRange(first, p)
        expect(range).toHaveLength(Math.round((256 * p) / 100))
        expect(new Set(range).size).toBe(range.length)
        expect(range[0]).toBe(first)
        for (const [i, b] of range.entries()) expect(b).toBe((first + i) % 256)
      }),
    )
  })

  it('is in every larger one with the same start, so that nobody is sent back', () => {
    fc.assert(
      fc.property(start, percent, percent, (first, p, q) => {
        const larger = new Set(bucketRange(first, Math.max(p, q)))
        expect(bucketRange(first, Math.min(p, q)).every((b) => larger.has(b))).toBe(true)
      }),
    )
  })

  it.each([
    [254, 1, [254, 255, 0]],
    [0, 100, Array.from({ length: 256 }, (_, i) => i)],
  ])('from %d, %d percent', (first, p, buckets) => {
    expect(bucketRange(first, p)).toEqual(buckets)
  })
})

describe('inShare', () => {
  it('accepts the buckets of the share and no other, whatever follows in the value', () => {
    fc.assert(
      fc.property(start, percent, fc.integer({ min: 0, max: 255 }), (first, p, rest) => {
        const regex = whole(inShare(cookie, first, p))
        const range = new Set(bucketRange(first, p))
        for (let b = 0; b < 256; b++) expect(regex.test(`${cookie}=${two(b)}${two(rest)}`)).toBe(range.has(b))
      }),
    )
  })

  const here = whole(inShare(cookie, 0xa0, 10))
  const before = ['', 'a=1; ', 'a=1;', 'a=1;   ', `x${cookie}=0000; `, 'a=bucket; b=2; ']
  const after = ['', ';', '; b=2', ';b=2', `; ${cookie}2=0000`]
  it.each(before.flatMap((b) => after.map((a) => `${b}${cookie}=a1ff${a}`)))('finds the cookie in %j', (header) => {
    expect(here.test(header)).toBe(true)
  })

  it.each([
    '',
    'a=1',
    `x${cookie}=a1ff`,
    `my-${cookie}=a1ff`,
    `${cookie}2=a1ff`,
    `${cookie}-x=a1ff`,
    `a=${cookie}=a1ff`,
    `a=1 ${cookie}=a1ff`,
    `${cookie}=a1f`,
    `${cookie}=a1`,
    `${cookie}=a1ff0`,
    `${cookie}=A1FF`,
    `${cookie}=a1fg`,
    `${cookie}=a1ff b=2`,
    `${cookie}=9fff; b=a1ff`,
    `${cookie}="a1ff"`,
  ])('refuses %j', (header) => {
    expect(here.test(header)).toBe(false)
  })

  it('takes hex digits for what they are, not for the characters that ASCII has between 9 and a', () => {
    const between = [...':;<=>?@AFZ[\\]^_`gz']
    fc.assert(
      fc.property(start, percent, fc.constantFrom(...between), fc.nat({ max: 15 }), (first, p, odd, digit) => {
        const regex = whole(inShare(cookie, first, p))
        for (const value of [`${odd}${digit.toString(16)}`, `${digit.toString(16)}${odd}`])
          expect(regex.test(`${cookie}=${value}00`)).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  it('uses nothing that RE2 has not: no lookaround, no backreference, and stays short', () => {
    fc.assert(
      fc.property(start, percent, (first, p) => {
        const regex = inShare(cookie, first, p)
        expect(regex).not.toMatch(/\(\?[=!<]|\\[0-9k]|[*+?}]\+/)
        expect(regex.length).toBeLessThan(120)
      }),
    )
  })
})

describe('hasBucket', () => {
  it.each([
    [`${cookie}=0000`, true],
    [`a=1; ${cookie}=ffff; b=2`, true],
    [`x${cookie}=0000`, false],
    [`${cookie}=000`, false],
    [`${cookie}=00000`, false],
    [`${cookie}=wxyz`, false],
    [`${cookie}=`, false],
    ['', false],
  ])('%j: %s', (header, has) => {
    expect(whole(hasBucket(cookie)).test(header)).toBe(has)
  })

  it('is true of every share, so that nobody in a share counts as new', () => {
    fc.assert(
      fc.property(start, percent, (first, p) => {
        const header = `${cookie}=${two(bucketRange(first, p).at(-1) ?? 0)}00`
        expect(whole(inShare(cookie, first, p)).test(header) && whole(hasBucket(cookie)).test(header)).toBe(true)
      }),
    )
  })
})

describe('firstBucket', () => {
  const digests = Array.from({ length: 16 }, (_, i) => digestOf(i.toString(16)))

  it('is a bucket, the same each time', () => {
    for (const d of digests) {
      expect(firstBucket('storefront', d)).toBe(firstBucket('storefront', d))
      expect(bucketRange(0, 100)).toContain(firstBucket('storefront', d))
    }
  })

  it('is another for nearly each digest and each app, so that the same people are not first every time', () => {
    expect(new Set(digests.map((d) => firstBucket('storefront', d))).size).toBeGreaterThan(12)
    expect(
      new Set(['cart', 'catalog', 'orders', 'search', 'storefront'].map((a) => firstBucket(a, digestOf('a')))).size,
    ).toBeGreaterThan(3)
  })
})

describe('setBucket', () => {
  it('gives four digits of the request id and nothing else of it, for the time of the spec, to the browser only over TLS', () => {
    const [value, ...attributes] = setBucket(cookie, 3600).split('; ')
    expect(value).toBe('bucket-storefront=%REQ(X-REQUEST-ID):4%')
    expect(attributes).toEqual(['Max-Age=3600', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'])
  })
})
