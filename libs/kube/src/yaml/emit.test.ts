import type { KubeObject } from '@slipway/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '@slipway/core/runs'
import { parseAllDocuments } from 'yaml'
import { text, value } from '../../test/yaml-values.ts'
import { emit, NotYaml } from './emit.ts'
import { AmbiguousScalar } from './read-scalar.ts'
import { readYaml } from './read-yaml.ts'

const object = (fields: Record<string, unknown>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web' },
  ...fields,
})

/** What a reader of a version makes of a text, as JSON's values. */
function read(text: string, version: '1.1' | '1.2'): unknown[] {
  return parseAllDocuments(text, { version, strict: true, uniqueKeys: true }).map((document) => {
    expect(document.errors).toEqual([])
    expect(document.warnings).toEqual([])
    return document.toJS({ maxAliasCount: 0 }) as unknown
  })
}

/** As JSON has it: no negative zero. */
const plainly = (given: unknown): unknown => JSON.parse(JSON.stringify(given))

/** Numbers of very many digits are ambiguous to our reader; nothing else that we write is. */
function asNumbers(given: unknown): unknown {
  if (given instanceof AmbiguousScalar) return Number(given.source)
  if (Array.isArray(given)) return given.map(asNumbers)
  if (typeof given !== 'object' || given === null) return given
  return Object.fromEntries(Object.entries(given).map(([key, one]) => [key, asNumbers(one)]))
}

describe('emit', () => {
  it('writes the usual order, names first, lists as they are', () => {
    const given = {
      kind: 'Rollout',
      status: {},
      apiVersion: 'argoproj.io/v1alpha1',
      data: undefined,
      spec: {
        template: {
          spec: {
            containers: [{ image: 'a', args: ['b', 'a'], env: [{ value: '1', name: 'B' }], name: 'web', ports: [] }],
          },
          metadata: { labels: { b: 'x', a: 'y' }, name: 'n' },
        },
      },
      metadata: {
        finalizers: ['f'],
        annotations: { z: 'yes' },
        labels: { app: 'web' },
        namespace: 'shop',
        name: 'web',
      },
    }
    expect(emit([given])).toBe(`\
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: web
  namespace: shop
  labels:
    app: web
  annotations:
    z: "yes"
  finalizers:
    - f
spec:
  template:
    metadata:
      name: "n"
      labels:
        a: "y"
        b: x
    spec:
      containers:
        - name: web
          args:
            - b
            - a
          env:
            - name: B
              value: "1"
          image: a
          ports: []
status: {}
`)
  })

  it('puts a line between objects, and blocks on lines of their own', () => {
    expect(
      emit([object({ data: { 'a.conf': 'one\n  two\n', b: 'x\ny', c: 'z\n\n', d: [['k\nl\n']] } }), object({})]),
    ).toBe(`\
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data:
  a.conf: |
    one
      two
  b: |-
    x
    y
  c: |+
    z

  d:
    - - |
        k
        l
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
`)
  })

  it('does not fold', () => {
    const long = 'a word '.repeat(400).trim()
    expect(emit([object({ data: { long } })]).split('\n')).toContain(`  long: ${long}`)
  })

  it.each(['1.1', '1.2'] as const)('is read back as it was by a YAML %s reader', (version) => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(text, value, { maxKeys: 4, noNullPrototype: true }), { minLength: 1, maxLength: 3 }),
        (data) => {
          const objects = data.map((spec) => object({ spec }))
          expect(read(emit(objects), version)).toEqual(objects.map(plainly))
        },
      ),
      { numRuns: runs(250, 1000) },
    )
  })

  it('is read back as it was by our own reader', () => {
    fc.assert(
      fc.property(fc.dictionary(text, value, { maxKeys: 4, noNullPrototype: true }), (spec) => {
        const given = [object({ spec }), object({})]
        const { docs, issues } = readYaml('a.yaml', emit(given))
        expect(issues).toEqual([])
        expect(docs.map((doc) => asNumbers(doc.value))).toEqual(given.map(plainly))
      }),
      { numRuns: runs(150, 500) },
    )
  })

  it('gives the same bytes for any order of keys, printable, without trailing blanks outside blocks', () => {
    const shuffled = (given: unknown): unknown =>
      Array.isArray(given)
        ? given.map(shuffled)
        : typeof given === 'object' && given !== null
          ? Object.fromEntries(
              Object.entries(given)
                .reverse()
                .map(([k, v]) => [k, shuffled(v)]),
            )
          : given
    fc.assert(
      fc.property(fc.dictionary(text, value, { maxKeys: 5, noNullPrototype: true }), (spec) => {
        const written = emit([object({ spec })])
        expect(emit([shuffled(object({ spec })) as KubeObject])).toBe(written)
        expect(written).not.toMatch(/[\r\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u2028\u2029\ufeff]/)
        expect(written.endsWith('\n')).toBe(true)
      }),
    )
  })

  const circle: Record<string, unknown> = {}
  circle['self'] = { again: circle }
  let deep: unknown = 1
  for (let i = 0; i < 200; i++) deep = [deep]
  it.each([
    ['spec.replicas', { replicas: Number.NaN }, 'the number NaN'],
    ['spec.list[1].f', { list: [1, { f: () => 1 }] }, 'a function'],
    ['spec.at', { at: new Date(0) }, 'a Date'],
    ['spec.map', { map: new Map() }, 'a Map'],
    ['spec.big', { big: 1n }, 'a bigint'],
    ['spec.list[0]', { list: [undefined] }, 'undefined in a list'],
    ['spec.self.again', circle, 'a circle, an object that holds itself,'],
    ['spec."a key".x', { 'a key': { x: '\ud800' } }, 'text with half a character (a lone surrogate)'],
  ])('refuses %s', (at, spec, got) => {
    const refused = () => emit([object({ spec })])
    expect(refused).toThrow(NotYaml)
    expect(refused).toThrow(`${at}: ${got} cannot be written as YAML`)
  })
  it('refuses what is too deep, and keys too long for YAML', () => {
    expect(() => emit([object({ deep })])).toThrow('something more than 100 levels deep')
    expect(() => emit([object({ spec: { ['k'.repeat(1001)]: 1 } })])).toThrow('a key of more than 1000 characters')
  })
  it('writes an object that two fields share twice, which is no circle', () => {
    const shared = { a: 'b' }
    expect(emit([object({ left: shared, right: shared })])).toContain('left:\n  a: b\nright:\n  a: b\n')
  })
})
