import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { app, type GivenApp } from '../test/sample.ts'
import { demandsOf, podOf, podsOf } from './demand.ts'

const hpa = (min: number, max: number) => ({ by: 'hpa' as const, min, max, cpu: 70, memory: null })

describe('podsOf', () => {
  it.each<[string, GivenApp, readonly [number, number, number]]>([
    ['a number', { scale: { by: 'nobody', pods: 3 } }, [3, 3, 3]],
    ['a range', { scale: hpa(2, 20) }, [2, 8, 20]],
    ['a range of one', { scale: hpa(4, 4) }, [4, 4, 4]],
    ['a cron, while it runs', { kind: 'cron' }, [0, 0, 1]],
    ['a daemon, with the nodes', { kind: 'daemon' }, [0, 0, 0]],
  ])('%s', (_, given, [fewest, typical, most]) => {
    expect(podsOf(app('web', given))).toEqual({ fewest, typical, most })
  })
})

describe('demandsOf', () => {
  it('counts the proxy of the mesh', () => {
    expect(podOf(app('web'))).toEqual({ cpu: 350, memory: 384 * 2 ** 20 })
  })

  it.each([
    [2, 1],
    [4, 2],
    [5, 3],
    [1, 1],
  ])('keeps a share of %i pods in two on on-demand: %i', (pods, kept) => {
    const demands = demandsOf(app('web', { scale: { by: 'nobody', pods }, machines: { share: 2 } }), 'most')
    expect(demands.filter((d) => d.placement === 'on-demand').map((d) => d.pods)).toEqual([kept])
  })

  it('neither loses nor makes a pod by the share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.constantFrom(null, 2, 3, 4, 5), (pods, share) => {
        const demands = demandsOf(app('web', { scale: { by: 'nobody', pods }, machines: { share } }), 'fewest')
        expect(demands.reduce((sum, d) => sum + d.pods, 0)).toBe(pods)
        const kept = demands.filter((d) => d.placement === 'on-demand').reduce((sum, d) => sum + d.pods, 0)
        if (share !== null) expect(kept * share).toBeGreaterThanOrEqual(pods)
      }),
    )
  })
})
