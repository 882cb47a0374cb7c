import { expect, test } from 'vitest'
import { annotationOf, meaningOf } from './annotations.ts'

const ports = 'traffic.sidecar.istio.io/excludeOutboundPorts'

test.each<[key: string, before: string | undefined, after: string | undefined, dangerous: boolean]>([
  [ports, undefined, '5432', true],
  [ports, '5432', '5432,6379', true],
  [ports, '5432,6379', '5432', false],
  [ports, '5432, 6379', '6379', false],
  [ports, '5432', '6379', true],
  [ports, '5432', undefined, false],
  ['traffic.sidecar.istio.io/excludeOutboundIPRanges', '169.254.170.23/32', '0.0.0.0/0', true],
  ['traffic.sidecar.istio.io/excludeOutboundIPRanges', '169.254.170.23/32,10.0.0.0/8', '10.0.0.0/8', false],
])('%s: %j -> %j is dangerous: %j', (key, before, after, dangerous) => {
  const known = annotationOf(key)
  expect(known && meaningOf(known, before, after).dangerous).toBe(dangerous)
})
