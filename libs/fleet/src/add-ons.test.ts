import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from '@slipway/core'
import { overlaid } from '@slipway/kube'
import { addOns, chart, choicesOf, type AddonChoices, type Value, type Values } from './add-ons.ts'

const wrong = (schema: typeof addOns | typeof chart, value: unknown): readonly string[] => {
  const read = parse(schema, value, 'fleet/fleet.ts')
  return read.ok ? [] : read.issues.map(({ at, code, want, hint }) => `${at} [${code}] ${want}; ${hint}`)
}

describe('choices of add-ons', () => {
  it.each<[string, unknown, string | undefined]>([
    ['ours', { keda: 'ours' }, undefined],
    ['a version and values', { keda: { version: '2.20.3', values: { a: { b: [1, 'x', true] } } } }, undefined],
    [
      'a range',
      { keda: { version: '2.x' } },
      'keda.version [invalid-value] one version of the chart, such as "2.20.2"',
    ],
    ['null among values', { keda: { values: { a: null } } }, 'keda.values.a [invalid-value]'],
  ])('%s', (_, value, want) => {
    const found = wrong(addOns, value)
    if (want === undefined) expect(found).toEqual([])
    else expect(found[0]).toContain(want)
  })

  it('an unknown name is told with its neighbour', () => {
    expect(wrong(addOns, { kedda: 'ours' })[0]).toContain('did you mean "keda"?')
  })

  it.each<[string, AddonChoices | undefined, AddonChoices | undefined, AddonChoices | undefined]>([
    ['none', undefined, undefined, undefined],
    ["the fleet's", { keda: 'ours' }, undefined, { keda: 'ours' }],
    ["the cluster's", undefined, { keda: 'ours' }, { keda: 'ours' }],
    [
      'both, of different add-ons',
      { keda: 'ours' },
      { istiod: { version: '1.0.0' } },
      { keda: 'ours', istiod: { version: '1.0.0' } },
    ],
    ['the cluster runs its own', { keda: { version: '1.0.0' } }, { keda: 'ours' }, { keda: 'ours' }],
    ['the cluster does not', { keda: 'ours' }, { keda: { version: '1.0.0' } }, { keda: { version: '1.0.0' } }],
    [
      'values are laid over',
      { keda: { version: '1.0.0', values: { a: { b: 1, c: 1 } } } },
      { keda: { values: { a: { c: 2 } } } },
      { keda: { version: '1.0.0', values: { a: { b: 1, c: 2 } } } },
    ],
  ])('%s', (_, fleet, cluster, want) => expect(choicesOf(fleet, cluster)).toEqual(want))
})

describe('charts', () => {
  const redis = { name: 'redis', repository: 'https://charts.example', version: '1.2.3', namespace: 'cache' }
  it.each<[string, object, string]>([
    ['a repository with a scheme of OCI', { repository: 'oci://ghcr.io/acme' }, 'repository [invalid-value]'],
    ['no version', { version: 'latest' }, 'version [invalid-value]'],
    ['a wave among the teams', { wave: 0 }, 'wave [invalid-value]'],
    ['a kind without group', { kinds: ['ClusterRole'] }, 'kinds[0] [invalid-value]'],
  ])('refuses %s', (_, more, want) => {
    expect(wrong(chart, redis)).toEqual([])
    expect(wrong(chart, { ...redis, ...more })[0]).toContain(want)
  })
})

describe('values laid over others', () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.integer()))
  const values = fc.dictionary(
    fc.constantFrom('a', 'b', 'c'),
    fc.oneof(leaf, fc.dictionary(fc.constantFrom('a', 'b'), leaf)),
  ) as fc.Arbitrary<Values>
  const at = (value: Value | undefined, path: readonly string[]): Value | undefined =>
    path.reduce<Value | undefined>((inner, key) => (inner as Values | undefined)?.[key], value)

  it('have every leaf of what is laid over, and of the rest what is below', () => {
    fc.assert(
      fc.property(values, values, (base, over) => {
        const both = overlaid(base, over) as Values
        for (const [key, value] of Object.entries(over)) if (typeof value !== 'object') expect(both[key]).toEqual(value)
        for (const [key, value] of Object.entries(base))
          if (over[key] === undefined) expect(at(both, [key])).toEqual(value)
        expect(overlaid(both, over)).toEqual(both)
      }),
    )
  })
})
