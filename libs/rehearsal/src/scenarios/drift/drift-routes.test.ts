import { describe, expect, it } from 'vitest'
import type { CanarySpec, HttpRoute } from '../../cluster/fields.ts'
import type { Live } from '../../cluster/kube.ts'
import { byWeight, routedBy, weightsOf } from './drift-routes.ts'

const rollout = (canary: CanarySpec) => ({ spec: { strategy: { canary } } })
const to = (weight?: number) => ({ destination: { host: 'a' }, ...(weight === undefined ? {} : { weight }) })
const service = (...http: readonly HttpRoute[]): Live => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'a' },
  spec: { http },
})

describe('a Rollout', () => {
  it.each([
    [{ trafficRouting: { istio: { virtualServices: [{ name: 'a' }, { name: 'b' }] } } }, ['a', 'b']],
    [{ trafficRouting: { istio: { virtualService: { name: 'a' } } } }, ['a']],
    [{ trafficRouting: {} }, []],
  ])('%o is routed by %o', (canary, names) => expect(routedBy(rollout(canary))).toEqual(names))

  it.each([
    [[{ setWeight: 10 }, { setWeight: 100 }], true],
    [[{ setWeight: 100 }], false],
    [[{ setHeaderRoute: {} }, { setWeight: 0 }], false],
  ])('%o goes by weight: %s', (steps, is) => expect(byWeight(rollout({ steps }))).toBe(is))

  it('may be none at all', () => {
    expect(routedBy(undefined)).toEqual([])
    expect(byWeight({})).toBe(false)
  })
})

describe('weightsOf', () => {
  it('leaves out routes that have none', () => {
    expect(weightsOf(service({ route: [to(90), to(10)] }))).toBe('90/10')
    expect(weightsOf(service({ route: [to()] }, { route: [to(100), to()] }))).toBe('100/0')
    expect(weightsOf(service())).toBe('')
  })
})
