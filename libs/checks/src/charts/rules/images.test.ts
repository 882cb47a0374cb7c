import { createHash } from 'node:crypto'
import { orThrow } from '@slipway/core'
import type { Fleet, ImageDigests } from '@slipway/fleet'
import { describe, expect, it } from 'vitest'
import { reference } from '../reference.ts'
import { readSheets } from '../sheet/read-sheets.ts'
import { chartIssues } from './chart-issues.ts'
import { imagesToPin, upstreamImage } from './images.ts'

const sheets = orThrow(readSheets())
/** A registry's mirror has the same under a tag. */
const digestOf = (image: string) =>
  `sha256:${createHash('sha256')
    .update(image.slice(image.indexOf('/')))
    .digest('hex')}`
const { images, unseen } = imagesToPin(reference, sheets)
const table: ImageDigests = Object.fromEntries(
  images.map(({ image, charts }) => [image, { digest: digestOf(image), charts }]),
)
const issuesOf = (imageDigests: ImageDigests, more: Partial<Fleet> = {}) =>
  chartIssues({ ...reference, addonImages: 'digest', imageDigests, ...more }, sheets).issues

it.each<[string, string | undefined]>([
  ['quay.io/a/b:v1', 'quay.io/a/b:v1'],
  ['pull-through/docker-hub/istio/pilot:1.31.1', 'docker.io/istio/pilot:1.31.1'],
  ['pull-through/elsewhere/a:v1', undefined],
  ['auto', undefined],
])('the registry has %s as %s', (image, wanted) => {
  expect(upstreamImage(image)).toBe(wanted)
})

describe('images by digest', () => {
  it('are asked for once, at their own registries, sorted', () => {
    const names = images.map(({ image }) => image)
    expect(unseen).toEqual([])
    expect(names).toEqual([...new Set(names)].sort())
    expect(names.filter((name) => name.startsWith('pull-through/'))).toEqual([])
    // Karpenter's chart brings its digest.
    expect(names.filter((name) => name.includes('karpenter'))).toEqual([])
    expect(images.filter(({ charts }) => charts.length === 0)).toEqual([])
  })

  it('are right where the table has all, by a cache and without', () => {
    expect(issuesOf(table)).toEqual([])
  })

  it('are told each, where the table has one not', () => {
    for (const { image } of images) {
      const { [image]: _, ...rest } = table
      const found = issuesOf(rest)
      expect(found.length).toBeGreaterThan(0)
      expect(found.every(({ code, hint }) => code === 'chart-image' && hint.includes(`has no ${image}: `))).toBe(true)
    }
  })

  it('are told, where values are another image of the table', () => {
    const image = 'registry.k8s.io/metrics-server/metrics-server:v0.8.1'
    const mirror = {
      ...table,
      'a.test/metrics-server/metrics-server:v0.8.1': { ...table[image], digest: digestOf('/another') },
    }
    const first = Object.fromEntries(Object.entries(mirror).toSorted(([a], [b]) => (a < b ? -1 : 1))) as ImageDigests
    const found = issuesOf(first)
    expect(found.length).toBeGreaterThan(0)
    expect(new Set(found.map(({ got }) => got))).toEqual(new Set([`${image} without ${table[image]?.digest ?? ''}`]))
  })

  it('are told, where nobody rendered the values', () => {
    const addons = { keda: { values: { operator: { replicaCount: 3 } } } }
    const clusters = reference.clusters.map((cluster) => ({ ...cluster, addons }))
    const found = issuesOf(table, { addons, clusters })
    expect(new Set(found.map(({ code, at }) => `${code} ${at}`))).toEqual(new Set(['chart-image addons.keda images']))
    expect(chartIssues({ ...reference, addons, clusters }, sheets).issues).toEqual([])
  })
})
