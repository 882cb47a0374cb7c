import { describe, expect, it } from 'vitest'
import { strict, type Schema } from './strict.ts'

const crd = {
  ref: (name: string): Schema => ({ $ref: `#/definitions/${name}` }),
  openObjects: false,
  metadata: { $ref: 'm' },
}
const open = { ...crd, openObjects: true }

describe('strict', () => {
  const closed = { additionalProperties: false }
  const cases: readonly [string, Schema, Schema][] = [
    [
      'descriptions, defaults and widths go',
      { type: 'integer', format: 'int32', description: 'd', default: 1 },
      { type: 'integer' },
    ],
    [
      'limits stay',
      { type: 'string', pattern: '^a$', maxLength: 3, description: 'd' },
      { type: 'string', pattern: '^a$', maxLength: 3 },
    ],
    ['a moment stays one', { type: 'string', format: 'date-time' }, { type: 'string', format: 'date-time' }],
    [
      'an object that lists fields is closed',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { a: { type: 'string' } }, ...closed },
    ],
    ['an object that lists none is closed, too: a CRD prunes', { type: 'object' }, { type: 'object', ...closed }],
    [
      'unless it keeps unknown fields',
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      { type: 'object' },
    ],
    [
      'a part of what keeps unknown fields is closed again',
      {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
        properties: { a: { type: 'object', properties: {} } },
      },
      { type: 'object', properties: { a: { type: 'object', ...closed } } },
    ],
    [
      'a map stays a map',
      { type: 'object', additionalProperties: { type: 'string', description: 'd' } },
      { type: 'object', additionalProperties: { type: 'string' } },
    ],
    [
      'int-or-string takes both',
      { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }], pattern: '^1$' },
      { type: ['integer', 'string'], pattern: '^1$' },
    ],
    [
      'nullable takes null, in an enum, too',
      { type: 'string', nullable: true, enum: ['a'] },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      'an embedded resource has apiVersion, kind, metadata',
      { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { spec: { type: 'string' } } },
      {
        type: 'object',
        properties: {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          spec: { type: 'string' },
          metadata: { $ref: 'm' },
        },
        ...closed,
      },
    ],
    [
      'what only judges is not closed',
      { type: 'object', properties: { a: {}, b: {} }, oneOf: [{ required: ['a'], properties: { a: { enum: [1] } } }] },
      {
        type: 'object',
        properties: { a: {}, b: {} },
        ...closed,
        oneOf: [{ required: ['a'], properties: { a: { enum: [1] } } }],
      },
    ],
    [
      'lists go on inside',
      { type: 'array', items: { type: 'object', properties: { a: {} } } },
      { type: 'array', items: { type: 'object', properties: { a: {} }, ...closed } },
    ],
    [
      "references are the dialect's",
      { $ref: '#/definitions/io.k8s.A', description: 'd' },
      { $ref: '#/definitions/io.k8s.A' },
    ],
  ]
  it.each(cases)('%s', (_name, source, want) => expect(strict(source, crd)).toEqual(want))

  it('an object without fields is open in the OpenAPI of built-in kinds', () => {
    expect(strict({ type: 'object' }, open)).toEqual({ type: 'object' })
  })
})
