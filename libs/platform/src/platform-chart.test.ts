import { fileName } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { dev, fleet, hostOf, modelOf, prod } from '../test/fixture.ts'
import { platformObjects } from './platform-chart.ts'

const hosts = [hostOf('shop.acme.test', ['web', 'shop', '/'])]
const both = [dev, prod].map((cluster) => ({ cluster, files: platformObjects(modelOf(cluster, hosts), fleet) }))

describe.each(both)('what the cluster $cluster.name itself needs', ({ cluster, files }) => {
  it('is one object a file, whose path says what is in it', () => {
    for (const { path, objects } of files) {
      const [object] = objects
      expect(objects).toHaveLength(1)
      expect(path).toMatch(new RegExp(`^clusters/${cluster.name}/platform/[a-z]+/[^/]+$`))
      expect(path.endsWith(`/${object === undefined ? '' : fileName(object)}`)).toBe(true)
    }
  })

  it('has no two files of one path, and no two objects of one name', () => {
    const names = files.flatMap((f) =>
      f.objects.map((o) => `${o.apiVersion} ${o.kind} ${o.metadata.namespace ?? ''}/${o.metadata.name}`),
    )
    expect(new Set(files.map((f) => f.path)).size).toBe(files.length)
    expect(new Set(names).size).toBe(names.length)
  })

  it("carries the platform's labels and names a source that people edit", () => {
    for (const { objects, source } of files) {
      expect(source).toMatch(/^(fleet\/clusters\/[a-z-]+\.ts|apps\/[a-z-]+\/app\.ts)$/)
      const labels = { 'app.kubernetes.io/part-of': 'platform', 'app.kubernetes.io/managed-by': 'slipway' }
      expect(objects[0]?.metadata.labels).toMatchObject(labels)
    }
  })

  it('is the same at every run', () => {
    expect(JSON.stringify(platformObjects(modelOf(cluster, hosts), fleet))).toBe(JSON.stringify(files))
  })
})

describe('where nobody is paged', () => {
  const kinds = (i: number) => both[i]?.files.map((f) => f.path.split('/').slice(3).join('/')) ?? []

  it('there are no alerts and no secret for them; all else is alike', () => {
    const more = kinds(1).filter((k) => !kinds(0).includes(k))
    expect(more).toEqual(['secrets/externalsecret-alertmanager.yaml', 'alerts/prometheusrule-cluster.yaml'])
    expect(kinds(0).filter((k) => !kinds(1).includes(k))).toEqual([])
  })
})
