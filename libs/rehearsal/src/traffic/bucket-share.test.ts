import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Live } from '../cluster/kube.ts'
import { bucketShare } from './bucket-share.ts'

const service = (regex: string | undefined, name = 'canary-buckets') =>
  ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'a' },
    spec: { http: [{ name, match: [{ headers: { cookie: { regex } } }] }, { name: 'primary' }] },
  }) as unknown as Live
const cookie = (buckets: string) => `(?:^|.*;\\s*)bucket-a=(?:${buckets})[0-9a-f]{2}(?:;.*|$)`

describe('bucketShare', () => {
  it.each([
    [cookie('[0-9a-f][0-9a-f]'), 100],
    [cookie('[0-7][0-9a-f]'), 50],
    [cookie('00'), 0.4],
    [cookie('xx'), 0],
  ])('%s takes %d %%', (regex, share) => expect(bucketShare(service(regex))).toBe(share))

  it.each([
    [service(cookie('00'), 'primary')],
    [service(undefined)],
    [service('session=.*')],
    [{ ...service(''), spec: {} }],
  ])('without a route for buckets there is no share', (found) => expect(bucketShare(found)).toBeUndefined())

  it('is the share of the buckets that are named, to a tenth', () => {
    const hex = (value: number) => value.toString(16).padStart(2, '0')
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 255 }), { minLength: 1 }), (buckets) => {
        expect(bucketShare(service(cookie(buckets.map(hex).join('|'))))).toBeCloseTo((buckets.length / 256) * 100, 1)
      }),
      { numRuns: 30 },
    )
  })
})
