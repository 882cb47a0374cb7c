import type { ImageDigests, Values } from '@slipway/fleet'
import { describe, expect, it } from 'vitest'
import { clusterOf, fleet } from '../../test/fixture.ts'
import { addons } from './addons.ts'
import { hasChartsTag, isPinnable, pinnedValues } from './image-pins.ts'

const [a, b] = ['a', 'b'].map((figure) => `sha256:${figure.repeat(64)}`) as [string, string]
const table = (...rows: readonly (readonly [string, string, ...string[]])[]): ImageDigests =>
  Object.fromEntries(rows.map(([image, digest, ...charts]) => [image, { digest, charts }]))

const server = 'registry.k8s.io/metrics-server/metrics-server'
const operator = 'quay.io/prometheus-operator/prometheus-operator:v1'

describe('pinnedValues', () => {
  const chart = 'metrics-server'
  const row = table([`${server}:v1`, a, 'metrics-server 1.0.0'])
  it.each<[string, string, Values, ImageDigests, Values]>([
    ["the chart's own tag", chart, { x: 1 }, row, { x: 1, image: { tag: `v1@${a}` } }],
    ['of another version of the chart', chart, {}, table([`${server}:v1`, a, 'metrics-server 2.0.0']), {}],
    ['an image that the table has not', chart, {}, {}, {}],
    ['a chart that nobody knows', 'redis', {}, table(['docker.io/library/redis:v1', a, 'redis 1.0.0']), {}],
    [
      'an image whose name only ends alike',
      chart,
      {},
      table(['a.test/my-metrics-server/metrics-server:v1', a, 'metrics-server 1.0.0']),
      {},
    ],
    [
      'a tag that values give',
      chart,
      { image: { tag: 'v2' } },
      table([`${server}:v1`, a, 'metrics-server 1.0.0'], [`${server}:v2`, b]),
      { image: { tag: `v2@${b}` } },
    ],
    ['a tag that values give, and the table has not', chart, { image: { tag: 'v2' } }, row, { image: { tag: 'v2' } }],
    ['a digest that values give', chart, { image: { tag: `v1@${b}` } }, row, { image: { tag: `v1@${b}` } }],
    [
      'a mirror',
      chart,
      {},
      table(['mirror.test/k8s/metrics-server/metrics-server:v1', a, 'metrics-server 1.0.0']),
      { image: { tag: `v1@${a}` } },
    ],
    [
      'by figures alone',
      'kube-prometheus-stack',
      {},
      table([operator, a, 'kube-prometheus-stack 1.0.0']),
      { prometheusOperator: { image: { sha: 'a'.repeat(64) } } },
    ],
    [
      'by the whole digest',
      'kube-prometheus-stack',
      {},
      table(['quay.io/prometheus/node-exporter:v1', a, 'kube-prometheus-stack 1.0.0']),
      { 'prometheus-node-exporter': { image: { digest: a } } },
    ],
    [
      'figures that do not fit a tag that values give',
      'kube-prometheus-stack',
      { prometheusOperator: { image: { tag: 'v2' } } },
      table([operator, a, 'kube-prometheus-stack 1.0.0']),
      { prometheusOperator: { image: { tag: 'v2' } } },
    ],
  ])('%s', (_, name, values, digests, wanted) => {
    expect(pinnedValues(name, '1.0.0', values, digests)).toEqual(wanted)
  })
})

it('knows which images it can pin, and whose tag they have', () => {
  expect([isPinnable('metrics-server', `${server}:v1`), isPinnable('metrics-server', operator)]).toEqual([true, false])
  const given = [{}, { image: { tag: '' } }, { image: { tag: 'v2' } }]
  expect(given.map((values) => hasChartsTag('metrics-server', `${server}:v1`, values))).toEqual([true, true, false])
})

describe('add-ons of a fleet', () => {
  const cluster = clusterOf('prod-eu', 'prod')
  const version = addons(cluster, fleet).find(({ name }) => name === 'metrics-server')?.props.version ?? ''
  const imageDigests = table([`${server}:v1`, a, `metrics-server ${version}`])
  const told = (more: object) => addons(cluster, { ...fleet, ...more }).map(({ name, props }) => [name, props] as const)

  it('are as they were, unless the fleet wants digests', () => {
    expect(told({ imageDigests })).toEqual(told({}))
    expect(told({ addonImages: 'tag', imageDigests })).toEqual(told({}))
    expect(told({ addonImages: 'digest' })).toEqual(told({}))
  })

  it('differ in one value, where one image is known', () => {
    const changed = told({ addonImages: 'digest', imageDigests }).filter(
      ([, props], at) => JSON.stringify(props) !== JSON.stringify(told({})[at]?.[1]),
    )
    expect(changed.map(([name, props]) => [name, props.values['image']])).toEqual([
      ['metrics-server', { tag: `v1@${a}` }],
    ])
  })
})
