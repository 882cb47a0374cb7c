import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '@slipway/core/runs'
import { all, fleet, good, set, withValue } from '../../test/fixture.ts'
import { checkRendered } from './check-rendered.ts'

describe('checkRendered', () => {
  it('finds nothing in a good estate', () => {
    expect(checkRendered(good(), fleet)).toEqual([])
  })
  it('keeps clusters apart, and sorts what it finds by file', () => {
    const broken = all(set('service-queue', 'spec.ports[0].targetPort', 'htp'), set('rollout-web', 'spec.replicas', 1))
    const found = checkRendered([...broken(good('prod')), ...broken(good('dev'))], fleet).filter((i) =>
      ['service-ports', 'replicas-owner'].includes(i.code),
    )
    expect(found.map((issue) => issue.file)).toEqual([
      'clusters/dev/shop/queue/service-queue.yaml',
      'clusters/dev/shop/web/rollout-web.yaml',
      'clusters/prod/shop/queue/service-queue.yaml',
      'clusters/prod/shop/web/rollout-web.yaml',
    ])
  })
  it('names the file, the field and the source', () => {
    expect(checkRendered(set('rollout-web', 'spec.replicas', 3)(good()), fleet)).toEqual([
      {
        file: 'clusters/prod/shop/web/rollout-web.yaml',
        at: 'spec.replicas',
        code: 'replicas-owner',
        got: '3',
        want: 'nothing: HorizontalPodAutoscaler shop/web owns the number',
        hint: 'take it out: `scale` in app.ts with min and max makes the scaler (made from apps/web/app.ts)',
      },
    ])
  })
  it('stands any shape that an escape hatch may give', () => {
    const estate = good()
    const leaf = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constant([]),
      fc.constant({}),
      fc.constant([null]),
      fc.constant([[]]),
    )
    fc.assert(
      fc.property(fc.nat(estate.length - 1), fc.nat(), leaf, (file, way, value) => {
        const changed = estate.map((one, i) => (i === file ? withValue(one, way, value) : one))
        expect(Array.isArray(checkRendered(changed, fleet))).toBe(true)
      }),
      { numRuns: runs(100, 500) },
    )
  })

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'does not throw for what is called %s',
    (word) => {
      const estate = good()
      for (const field of ['kind', 'apiVersion']) {
        const changed = estate.map((one) => ({ ...one, objects: one.objects.map((o) => ({ ...o, [field]: word })) }))
        expect(checkRendered(changed, fleet).length).toBeGreaterThan(0)
      }
    },
  )
})
