import { describe, expect, it } from 'vitest'
import { logging, loggingOf } from './logging.ts'

describe('logging', () => {
  it.each([
    ['otel', true],
    ['splunk', false],
    [{ to: 'otel', address: 'https://logs.acme.example:443/otlp' }, true],
    [{ to: 'otel', address: 'https://me:secret@logs.acme.example' }, false],
    [{ to: 'cloudwatch', retention: 0 }, false],
    [{ to: 'cloudwatch', keep: { catalog: '10%' } }, false],
    [{ to: 'cloudwatch', keep: { 'shop/catalog': '101%' } }, false],
    [{ to: 'cloudwatch', keep: { 'shop/catalog': '0.5%' } }, true],
    [{ to: 'elastic', cluster: { nodes: 5, volume: '1Ti', memory: '8Gi', version: '9.4.3' } }, true],
    [{ to: 'elastic', cluster: { volume: '100' } }, false],
    [{ to: 'elastic', cluster: { version: '7.17.0' } }, false],
    [{ to: 'elastic', cluster: { version: '8.13.4' } }, false],
    [{ to: 'elastic', cluster: { version: '8.14.0' } }, true],
    [{ to: 'elastic', cluster: { memory: '0Gi' } }, false],
    [{ to: 'elastic', cluster: { volume: '0Gi' } }, false],
    [{ to: 'elastic', cluster: { by: 'fluentd' } }, false],
  ])('%j', (given, isTaken) => {
    expect(logging.safeParse(given).success).toBe(isTaken)
  })

  it('is what a cluster says before what the fleet says', () => {
    expect(loggingOf({}, {})).toBeUndefined()
    expect(loggingOf({ logging: 'none' }, { logging: 'cloudwatch' })).toBeUndefined()
    expect(loggingOf({ logging: 'cloudwatch' }, { logging: 'none' })?.to).toBe('cloudwatch')
    expect(loggingOf({}, { logging: { to: 'cloudwatch', keep: { 'shop/catalog': '10%' } } })).toEqual({
      to: 'cloudwatch',
      address: undefined,
      cluster: undefined,
      retention: 30,
      keep: new Map([['shop/catalog', 0.1]]),
    })
  })

  it('of a cluster that runs its own is small where nobody is paged', () => {
    const own = (quiet: boolean) => loggingOf({ quiet }, { logging: { to: 'elastic', cluster: {} } })?.cluster
    expect(own(false)).toEqual({
      nodes: 3,
      volume: '100Gi',
      memory: '4Gi',
      version: '9.4.3',
      by: 'beats',
      kibana: 'inside',
    })
    expect(own(true)).toMatchObject({ nodes: 1, memory: '2Gi' })
  })
})
