import { describe, expect, it } from 'vitest'
import {
  handedOnWhole,
  joined,
  mergedInto,
  openedAt,
  readByTemplates,
  treeOfSchema,
  treeOfValues,
  withPrefixes,
  withReads,
  type ValueTree,
} from './value-tree.ts'

describe('what a chart takes, by its values.yaml', () => {
  it.each<[unknown, ValueTree]>([
    [
      { a: 'x', b: 1, c: true, d: [], e: {}, f: null },
      { a: 'text', b: 'number', c: 'boolean', d: 'list', e: 'map', f: 'any' },
    ],
    [{ a: { b: { c: 1 } } }, { a: { b: { c: 'number' } } }],
    [{ resources: { requests: { cpu: 1 } } }, { resources: { requests: 'map', limits: 'map', claims: 'list' } }],
    [{ securityContext: { runAsUser: 1 } }, { securityContext: 'map' }],
    // A switch of the chart's own, and no part of a pod.
    [{ podSecurityContext: { enabled: true } }, { podSecurityContext: { enabled: 'boolean' } }],
  ])('%j', (values, tree) => {
    expect(treeOfValues(values)).toEqual(tree)
  })
})

describe('by its schema', () => {
  const schema = {
    $defs: { port: { type: 'integer' }, loop: { properties: { again: { $ref: '#/$defs/loop' } } } },
    properties: {
      port: { $ref: '#/$defs/port' },
      names: { type: 'array' },
      free: { type: 'object' },
      either: { type: ['string', 'null'] },
      odd: { type: ['string', 'object'] },
      gone: { $ref: '#/$defs/none' },
      policy: { type: 'string', enum: ['Always', 'Never'] },
      mixed: { enum: ['auto', 1] },
    },
  }
  it('follows references, and takes anything where it says several', () => {
    expect(treeOfSchema(schema)).toEqual({
      port: 'number',
      names: 'list',
      free: 'map',
      either: 'text',
      odd: 'any',
      gone: 'any',
      policy: ['Always', 'Never'],
      mixed: 'any',
    })
  })
  it('ends where a schema holds itself', () => {
    const [, inner] = Object.entries(treeOfSchema({ ...schema, properties: { a: { $ref: '#/$defs/loop' } } }))[0] ?? []
    expect(JSON.stringify(inner).length).toBeLessThan(300)
  })
})

describe('by its templates', () => {
  it.each<[string, string[]]>([
    ['{{ .Values.a.b }}', ['a.b']],
    ['{{ $.Values.a }}-{{ $root.Values.c.d }}', ['a', 'c.d']],
    ['{{ .Release.Name }}', []],
  ])('%s reads %j', (template, ways) => {
    expect(readByTemplates(template).map((way) => way.join('.'))).toEqual(ways)
  })
  it.each<[string, string[]]>([
    ['{{ toYaml .Values.a | nindent 2 }}', ['a']],
    ['{{- range $key, $value := .Values.a.b }}', ['a.b']],
    ['{{ with .Values.a }}{{ toYaml . | nindent 2 }}{{ end }}', ['a']],
    ['{{ with .Values.a }}{{ .name }}{{ end }}', []],
    ['{{ toYaml .Values.a.b }}{{ .Values.a }}', ['a.b']],
    ['{{ $x := index .Values "grafana.ini" }}', ['grafana.ini']],
    ['{{ .Values.a }}', []],
  ])('%s hands on %j', (template, ways) => {
    expect(handedOnWhole(template).map((way) => way.join('.'))).toEqual(ways)
  })
})

describe('a key that is merged into all', () => {
  it('is known by its template, and takes what stands beside it', () => {
    const template =
      '{{- $_ := mustMergeOverwrite $.Values (index $.Values "pilot") }}{{ mergeOverwrite $.a .Values.b }}'
    expect(mergedInto(template)).toEqual(['pilot'])
    expect(withPrefixes({ a: 'text' }, ['pilot'])).toEqual({ a: 'text', pilot: { a: 'text' } })
  })
})

describe('one tree', () => {
  it.each<[ValueTree, ValueTree, ValueTree]>([
    ['text', ['a', 'b'], ['a', 'b']],
    [['a'], ['b', 'a'], ['a', 'b']],
    [['a'], 'number', 'any'],
    ['map', ['a'], 'any'],
  ])('of %j and %j is %j', (one, other, both) => {
    expect(joined(one, other)).toEqual(both)
  })

  const tree: ValueTree = { a: { b: 'text' }, resources: { requests: 'map' } }
  it('has what templates read beside values.yaml, and anything below that', () => {
    expect(withReads(tree, [['a', 'c', 'd'], ['e'], ['a', 'b', 'x']])).toEqual({
      a: { b: 'text', c: 'any' },
      resources: { requests: 'map' },
      e: 'any',
    })
  })
  it('takes any keys where templates hand on the whole; resources are known better', () => {
    expect(openedAt(tree, [['a'], ['resources'], ['none', 'x']])).toEqual({ a: 'map', resources: { requests: 'map' } })
  })
  it('joins two: a branch is more than a map, and kinds that differ are anything', () => {
    expect(joined({ a: 'map', b: 'text', c: 'list' }, { a: { x: 'text' }, b: 'number' })).toEqual({
      a: { x: 'text' },
      b: 'any',
      c: 'list',
    })
  })
})
