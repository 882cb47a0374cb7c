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
      retention: 30,
      keep: new Map([['shop/catalog', 0.1]]),
    })
  })
})
