import * as k8s from 'cdk8s-plus-27/lib/imports/k8s.js'
import { describe, expect, it } from 'vitest'
import { addManifest, addObject, Chart } from './object.ts'

const newFields = { preStop: { sleep: { seconds: 10 } }, restartPolicy: 'Always' }
const pod = {
  containers: [{ name: 'app', lifecycle: { preStop: newFields.preStop } }],
  initContainers: [{ name: 'sidecar', restartPolicy: 'Always' }],
}

describe('addObject', () => {
  it('keeps an object as it stands, empty ones and fields that are newer than 1.27 too', () => {
    const chart = new Chart()
    const object = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { ...pod, list: [], map: {}, off: false, none: 0 },
    }
    addObject(chart, object)
    expect(chart.objects).toEqual([object])
  })

  it('leaves out fields that hold nothing, at any depth, and changes nothing that it was given', () => {
    const chart = new Chart()
    const spec = { gone: undefined, none: null, deep: { list: [{ gone: undefined, name: 'a' }], kept: '' } }
    addObject(chart, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec })
    expect(JSON.stringify(chart.objects[0]?.['spec'])).toBe('{"deep":{"list":[{"name":"a"}],"kept":""}}')
    expect(Object.keys(chart.objects[0]?.['spec'] as object)).toEqual(['deep'])
    expect(Object.keys(spec)).toEqual(['gone', 'none', 'deep'])
  })

  it('is needed: cdk8s-plus-27 drops these fields (when this fails, it has learnt them)', () => {
    const chart = new Chart()
    addManifest(chart, k8s.KubePod.manifest({ metadata: { name: 'web' }, spec: pod as unknown as k8s.PodSpec }))
    expect(JSON.stringify(chart.objects)).toContain('"sidecar"')
    expect(JSON.stringify(chart.objects)).not.toMatch(/sleep|Always/)
  })

  it('refuses a second object of the same kind and name', () => {
    const chart = new Chart()
    addObject(chart, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } })
    expect(() => addObject(chart, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } })).toThrow('Pod-web')
  })
})
