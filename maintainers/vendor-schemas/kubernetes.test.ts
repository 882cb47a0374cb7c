import { describe, expect, it } from 'vitest'
import { Definitions, type Swagger } from './kubernetes.ts'

const gvk = (group: string, version: string, kind: string) => ({
  'x-kubernetes-group-version-kind': [{ group, version, kind }],
})
const ref = (name: string) => ({ $ref: `#/definitions/${name}` })
const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'
const swagger: Swagger = {
  definitions: {
    'io.k8s.api.apps.v1.Deployment': {
      type: 'object',
      ...gvk('apps', 'v1', 'Deployment'),
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: ref(meta),
        spec: ref('io.k8s.api.apps.v1.Spec'),
        status: ref('io.k8s.Status'),
      },
    },
    'io.k8s.api.apps.v1.Spec': {
      type: 'object',
      properties: {
        surge: ref('io.k8s.apimachinery.pkg.util.intstr.IntOrString'),
        cpu: ref('io.k8s.apimachinery.pkg.api.resource.Quantity'),
        self: ref('io.k8s.api.apps.v1.Spec'),
      },
    },
    'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: 'string', format: 'int-or-string' },
    'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'string' },
    [meta]: { type: 'object', properties: { name: { type: 'string' } } },
    'io.k8s.Status': { type: 'object' },
  },
}

describe('Definitions', () => {
  it('gives a kind with apiVersion and kind fixed, metadata wanted and no status', () => {
    const definitions = new Definitions(swagger, '../definitions.json')
    const shared = (name: string) => ({ $ref: `../definitions.json#/definitions/${name}` })
    expect(definitions.kind('apps/v1', 'Deployment')).toEqual({
      type: 'object',
      properties: {
        apiVersion: { enum: ['apps/v1'] },
        kind: { enum: ['Deployment'] },
        metadata: shared('meta.v1.ObjectMeta'),
        spec: shared('apps.v1.Spec'),
      },
      required: ['apiVersion', 'kind', 'metadata'],
      additionalProperties: false,
    })
    expect(Object.fromEntries(definitions.needed)['apps.v1.Spec']).toEqual({
      type: 'object',
      properties: {
        surge: { type: ['integer', 'string'] },
        cpu: { type: ['number', 'string'] },
        self: { $ref: '#/definitions/apps.v1.Spec' },
      },
      additionalProperties: false,
    })
  })

  it('says which kind is missing', () => {
    expect(() => new Definitions(swagger, '').kind('v1', 'Pod')).toThrow('no kind Pod of v1')
  })
})
