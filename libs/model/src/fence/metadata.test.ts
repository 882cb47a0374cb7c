import { breaches } from '@slipway/kube'
import { describe, expect, it } from 'vitest'
import { namespaceConstraints } from './metadata.ts'

const guarded = {
  'app.kubernetes.io/managed-by': 'slipway',
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/enforce-version': 'latest',
  'istio-injection': 'enabled',
}

describe("a team's namespace", () => {
  it.each<readonly [string, object, boolean]>([
    ['as Slipway writes it', {}, true],
    ['with a revision of the mesh', { 'istio-injection': undefined, 'istio.io/rev': 'stable' }, true],
    ['without a version of the guards', { 'pod-security.kubernetes.io/enforce-version': undefined }, true],
    ['with the guards of long ago', { 'pod-security.kubernetes.io/enforce-version': 'v1.25' }, false],
    ['with weaker guards', { 'pod-security.kubernetes.io/enforce': 'baseline' }, false],
    ['out of the mesh', { 'istio-injection': 'disabled' }, false],
  ])('%s', (_, more, isTaken) => {
    const metadata = { labels: { ...guarded, ...more } }
    const told = namespaceConstraints.flatMap((one) => breaches(one, { metadata }, '', { team: 'shop', lists: {} }))
    expect(told.map(({ at }) => at)).toEqual(isTaken ? [] : ['metadata.labels'])
  })
})
