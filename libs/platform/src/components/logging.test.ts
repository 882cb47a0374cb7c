import { describe, expect, it } from 'vitest'
import type { Cluster, Fleet } from '@slipway/fleet'
import { dev, fleet, modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { logging } from './logging.ts'

const address = 'https://logs.acme.example:9200/otlp'
const objects = (said: Fleet['logging'], cluster: Cluster = prod) =>
  objectsOf(logging, modelOf(cluster), { ...fleet, ...(said === undefined ? {} : { logging: said }) })
const kinds = (...given: Parameters<typeof objects>) => objects(...given).map(({ kind }) => kind)
const configOf = (said: Fleet['logging']) =>
  String(
    (objects(said).find(({ kind }) => kind === 'ConfigMap') as { data?: Record<string, string> }).data?.[
      'collector.yaml'
    ],
  )
const specOf = (kind: string, ...given: Parameters<typeof objects>) =>
  objects(...given).find((object) => object.kind === kind)?.spec

describe('logs', () => {
  it('go nowhere by themselves, and nowhere from a cluster that says so', () => {
    expect(objects(undefined)).toEqual([])
    expect(objects('cloudwatch', { ...dev, logging: 'none' })).toEqual([])
  })

  it('are read by one collector on each node, which asks for a key where the store is not of AWS', () => {
    expect(kinds('cloudwatch')).toContain('DaemonSet')
    expect(kinds('cloudwatch')).not.toContain('ExternalSecret')
    expect(kinds({ to: 'otel', address })).toContain('ExternalSecret')
  })

  it.each([
    ['cloudwatch', true],
    [{ to: 'opensearch', address }, true],
    [{ to: 'otel', address }, false],
    [{ to: 'elastic', address }, false],
  ] as const)('reach what gives the collector its identity where the store is of AWS: %j', (said, reaches) => {
    expect(JSON.stringify(specOf('NetworkPolicy', said)).includes('169.254.170.23/32')).toBe(reaches)
  })

  it.each(['otel', 'elastic', 'opensearch', 'cloudwatch'] as const)('lose secrets before anything else: %s', (to) => {
    const text = configOf(to === 'cloudwatch' ? to : { to, address })
    const order = text.slice(text.indexOf('      processors:'))
    expect(order.indexOf('transform/redact')).toBeGreaterThan(0)
    expect(order.indexOf('transform/redact')).toBeLessThan(order.indexOf('transform/fields'))
    expect(order.indexOf('transform/redact')).toBeLessThan(order.indexOf('batch'))
  })

  it('go to a group of each team in CloudWatch', () => {
    const text = configOf('cloudwatch')
    for (const team of ['shop', 'finance', 'cluster'])
      expect(text).toContain(`x-aws-log-group: /slipway/prod-eu/${team}`)
    expect(text).toContain('attributes["team"] == "shop"')
  })

  it('of a noisy app are dropped by chance, warnings never', () => {
    expect(configOf({ to: 'otel', address })).not.toContain('filter/noise')
    const text = configOf({ to: 'otel', address, keep: { 'shop/catalog': '25%' } })
    expect(text).toContain('log.severity_number < SEVERITY_NUMBER_WARN and Substring(UUID(), 0, 4) >= "4000"')
  })

  it('change the pods where their reading changes', () => {
    const sum = (said: Fleet['logging']) =>
      JSON.stringify(specOf('DaemonSet', said)).match(/config-sha256":"(\w+)/)?.[1]
    expect(sum({ to: 'otel', address })).toMatch(/^[0-9a-f]{16}$/)
    expect(sum({ to: 'otel', address })).not.toBe(sum({ to: 'otel', address: 'https://other.acme.example' }))
  })

  it('are read by an image of the cache, where the cluster has one of Docker Hub', () => {
    const imageOf = (cluster: Cluster) => JSON.stringify(specOf('DaemonSet', 'cloudwatch', cluster))
    const name = 'otel/opentelemetry-collector-contrib:'
    expect(imageOf(prod)).toContain(`"image":"${name}`)
    expect(imageOf({ ...prod, pullThrough: ['quay.io'] })).toContain(`"image":"${name}`)
    const own = `${prod.account}.dkr.ecr.${prod.region}.amazonaws.com/docker-hub`
    expect(imageOf({ ...prod, pullThrough: ['docker.io'] })).toContain(`"image":"${own}/${name}`)
  })

  it('are let out to the port of their store alone', () => {
    expect(JSON.stringify(specOf('NetworkPolicy', { to: 'otel', address }))).toContain('9200')
    expect(JSON.stringify(specOf('NetworkPolicy', 'cloudwatch'))).not.toContain('9200')
  })
})
