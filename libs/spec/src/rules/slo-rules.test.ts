import { describe, expect, it } from 'vitest'
import { toldOf, web } from '../../test/temporary-estate.ts'

const canary = { canary: [5, 25], hold: '1m', slo: { errors: '1%', p95: '2s' } }
const stateful = { ...web, kind: 'stateful', scale: 2 }
const lambda = { kind: 'function', team: web.team, memory: '256Mi', schedule: '0 3 * * *' }
const told = (at: string) => `${at} [latency-over-timeout] lower it, or raise timeout`

describe('a latency that is promised', () => {
  it.each<[string, object, ...string[]]>([
    ['below the timeout', { ...web, timeout: '2s', slo: { errors: '1%', p95: '1900ms' } }],
    ['below the timeout that holds unsaid', { ...web, slo: { errors: '1%', p95: '14s' } }],
    ['of an app that says a longer one', { ...web, timeout: '2m', slo: { errors: '1%', p95: '1m' } }],
    ['above it', { ...web, timeout: '1s', slo: { errors: '1%', p95: '5s' } }, told('slo.p95')],
    ['equal to it', { ...web, timeout: '1s', slo: { errors: '1%', p95: '1000ms' } }, told('slo.p95')],
    ['above the timeout that holds unsaid', { ...web, slo: { errors: '1%', p95: '20s' } }, told('slo.p95')],
    ['of a canary', { ...web, timeout: '2s', release: canary }, told('release.slo.p95')],
    [
      'of a scaler',
      { ...web, timeout: '500ms', scale: { min: 2, max: 4, on: { p95: '600ms' } } },
      told('scale.on.p95'),
    ],
    ['of a stateful app', { ...stateful, timeout: '1s', slo: { errors: '1%', p95: '2s' } }, told('slo.p95')],
    ['of a function', { ...lambda, slo: { errors: '1%', p95: '10s' } }, told('slo.p95')],
    ['of a function with time', { ...lambda, timeout: '5m', slo: { errors: '1%', p95: '10s' } }],
    [
      'in one environment',
      { ...web, slo: { errors: '1%', p95: '2s' }, in: { prod: { timeout: '1s' } } },
      told('in.prod.timeout'),
    ],
  ])('%s', async (_, spec, ...lines) => expect(await toldOf(spec)).toEqual(lines))
})
