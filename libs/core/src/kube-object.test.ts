import { expect, it } from 'vitest'
import { fileName } from './kube-object.ts'

const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web-config-0a1b2c3d' } }

it('names a file by what is in it', () => {
  expect(fileName(object)).toBe('configmap-web-config-0a1b2c3d.yaml')
})

it('takes a name without the hash', () => {
  expect(fileName(object, 'web-config')).toBe('configmap-web-config.yaml')
})
