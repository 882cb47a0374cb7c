import { ApiObject, Chart, Testing } from 'cdk8s'
import { k8s } from 'cdk8s-plus-27'
import { describe, expect, it } from 'vitest'
import { PlainObject } from './plain-object.ts'

/** As `Testing.chart()`, which leaves a folder behind in the system's. */
const emptyChart = () => new Chart(Testing.app({ outdir: 'unused' }), 'test')

const newFields = { preStop: { sleep: { seconds: 10 } }, restartPolicy: 'Always' }
const pod = {
  containers: [{ name: 'app', lifecycle: { preStop: newFields.preStop } }],
  initContainers: [{ name: 'sidecar', restartPolicy: 'Always' }],
}
const typed = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } }

describe('PlainObject', () => {
  it('keeps an object as it stands, empty fields and fields that are newer than 1.27 too', () => {
    const chart = emptyChart()
    const object = { ...typed, spec: { ...pod, list: [], map: {}, off: false, none: 0 } }
    new PlainObject(chart, 'pod-web', object)
    expect(Testing.synth(chart)).toEqual([object])
  })

  it('is needed: cdk8s-plus-27 drops these fields (when this fails, it has learnt them)', () => {
    const chart = emptyChart()
    new k8s.KubePod(chart, 'pod-web', { metadata: typed.metadata, spec: pod as unknown as k8s.PodSpec })
    expect(JSON.stringify(Testing.synth(chart))).toContain('"sidecar"')
    expect(JSON.stringify(Testing.synth(chart))).not.toMatch(/sleep|Always/)
  })

  it('takes namespace and labels from its chart, and its own before these', () => {
    const chart = new Chart(Testing.app({ outdir: 'unused' }), 'web', {
      namespace: 'shop',
      labels: { team: 'shop', tier: 'web' },
    })
    new PlainObject(chart, 'a', typed)
    new PlainObject(chart, 'b', { ...typed, metadata: { name: 'b', namespace: 'other', labels: { tier: 'db' } } })
    expect(Testing.synth(chart).map((o) => o.metadata)).toEqual([
      { name: 'web', namespace: 'shop', labels: { team: 'shop', tier: 'web' } },
      { name: 'b', namespace: 'other', labels: { team: 'shop', tier: 'db' } },
    ])
  })

  it('says the same as the ApiObject that it stands for', () => {
    const props = { ...typed, metadata: { name: 'web', annotations: { a: 'b' }, finalizers: ['x'] }, spec: pod }
    const synth = (Kind: typeof ApiObject) => {
      const chart = emptyChart()
      new Kind(chart, 'pod-web', props)
      return Testing.synth(chart)
    }
    expect(synth(PlainObject)).toEqual(synth(ApiObject))
  })

  it('has the name that its chart gives where it says none', () => {
    const chart = emptyChart()
    new PlainObject(chart, 'a', { apiVersion: 'v1', kind: 'Pod', spec: {} })
    expect(Testing.synth(chart)[0].metadata.name).toMatch(/^test-a-c[0-9a-f]{7}$/)
  })
})
