import { describe, expect, it } from 'vitest'
import { crdSchema, readCrds } from './crd.ts'

const text = `
kind: Namespace
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: example.org
  names: {kind: Thing}
  versions:
    - {name: v1beta1, served: false, schema: {openAPIV3Schema: {type: object}}}
    - name: v1
      served: true
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            apiVersion: {type: string}
            kind: {type: string}
            metadata: {type: object}
            spec: {type: object, properties: {size: {type: integer, description: how many}}}
            status: {type: object}
`

describe('crdSchema', () => {
  const [crd, ...others] = readCrds(text)
  if (crd === undefined) throw new Error('no CRD was read')

  it('passes over what is no CRD', () => expect(others).toEqual([]))

  it('fixes apiVersion and kind, wants metadata, knows no status', () => {
    expect(crdSchema(crd, 'v1')).toEqual({
      type: 'object',
      required: ['apiVersion', 'kind', 'metadata', 'spec'],
      properties: {
        apiVersion: { enum: ['example.org/v1'] },
        kind: { enum: ['Thing'] },
        metadata: { $ref: '../metadata.json' },
        spec: { type: 'object', properties: { size: { type: 'integer' } }, additionalProperties: false },
      },
      additionalProperties: false,
    })
  })

  it.each(['v1beta1', 'v2'])('refuses %s, which is not served', (version) => {
    expect(() => crdSchema(crd, version)).toThrow(`Thing of example.org does not serve ${version}, only v1`)
  })
})
