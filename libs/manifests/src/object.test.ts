import { App, Chart } from 'cdk8s'
import { k8s } from 'cdk8s-plus-27'
import { describe, expect, it } from 'vitest'
import { addObject } from './object.ts'

const newFields = { preStop: { sleep: { seconds: 10 } }, restartPolicy: 'Always' }
const pod = {
  containers: [{ name: 'app', lifecycle: { preStop: newFields.preStop } }],
  initContainers: [{ name: 'sidecar', restartPolicy: 'Always' }],
}
const chartOf = () => new Chart(new App(), 'web', { disableResourceNameHashes: true })

describe('addObject', () => {
  it('keeps an object as it stands, empty ones and fields that are newer than 1.27 too', () => {
    const chart = chartOf()
    const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { ...pod, list: [], map: {}, off: false, none: 0 } }
    addObject(chart, object)
    expect(chart.toJson()).toEqual([object])
  })

  it('is needed: cdk8s-plus-27 drops these fields (when this fails, it has learnt them)', () => {
    const chart = chartOf()
    new k8s.KubePod(chart, 'pod', { metadata: { name: 'web' }, spec: pod as unknown as k8s.PodSpec })
    expect(JSON.stringify(chart.toJson())).not.toMatch(/sleep|Always/)
  })

  it('refuses a second object of the same kind and name', () => {
    const chart = chartOf()
    addObject(chart, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } })
    expect(() => addObject(chart, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } })).toThrow('Pod-web')
  })
})
