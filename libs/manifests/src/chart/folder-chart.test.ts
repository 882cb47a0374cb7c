import { Testing } from 'cdk8s'
import { ConfigMap } from 'cdk8s-plus-27'
import { Construct } from 'constructs'
import { describe, expect, it } from 'vitest'
import { FolderChart, setFile } from './folder-chart.ts'
import { PlainObject } from './plain-object.ts'

const pod = (name: string) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { own: 'yes' } } })
const chart = () =>
  new FolderChart(Testing.app({ outdir: 'unused' }), 'web', {
    folder: 'clusters/dev/shop/web',
    source: 'apps/web/app.ts',
  })

describe('FolderChart', () => {
  it('makes a file of each child, named by its object or by its own word', () => {
    const folder = chart()
    new PlainObject(folder, 'pod-a', pod('a'))
    const config = new ConfigMap(folder, 'b', { metadata: { name: 'b-1234' }, data: { key: 'value' } })
    setFile(config, { name: 'configmap-b.yaml' })
    const both = new Construct(folder, 'both')
    setFile(both, { name: 'both.yaml' })
    for (const name of ['c', 'd']) new PlainObject(both, name, pod(name))
    expect(folder.files().map((f) => [f.path, f.source, f.objects.map((o) => o.metadata.name)])).toEqual([
      ['clusters/dev/shop/web/pod-a.yaml', 'apps/web/app.ts', ['a']],
      ['clusters/dev/shop/web/configmap-b.yaml', 'apps/web/app.ts', ['b-1234']],
      ['clusters/dev/shop/web/both.yaml', 'apps/web/app.ts', ['c', 'd']],
    ])
  })

  it('holds what cdk8s itself would synthesize', () => {
    const folder = chart()
    new PlainObject(folder, 'pod-a', pod('a'))
    new ConfigMap(folder, 'configmap-b', { data: { key: 'value' } })
    expect(folder.files().flatMap((f) => f.objects)).toEqual(Testing.synth(folder))
  })

  it('a child may come from another source', () => {
    const folder = chart()
    setFile(new PlainObject(folder, 'pod-a', pod('a')), { source: 'apps/other/app.ts' })
    expect(folder.files()[0]?.source).toBe('apps/other/app.ts')
  })

  it('never hashes a name', () => {
    const folder = chart()
    new PlainObject(folder, 'pod-a', { apiVersion: 'v1', kind: 'Pod', spec: {} })
    expect(folder.files()[0]?.objects[0]?.metadata.name).toBe('web-pod-a')
  })

  it('refuses a child without an object, and two of one id', () => {
    const folder = chart()
    new Construct(folder, 'empty')
    expect(() => folder.files()).toThrow('web/empty has no object')
    expect(() => new Construct(folder, 'empty')).toThrow('empty')
  })
})
