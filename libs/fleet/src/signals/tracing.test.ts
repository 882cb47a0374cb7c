import { expect, it } from 'vitest'
import { signalIssues } from './signal-rules.ts'
import { tracing, tracingOf } from './tracing.ts'

const address = 'http://tempo.traces.svc:4318'

it.each([
  [{ address }, true],
  [{ address, sample: '0.5%' }, true],
  [{ sample: '1%' }, false],
  [{ address: 'tempo.traces.svc:4318' }, false],
  [{ address, sample: '101%' }, false],
  ['tempo', false],
])('%j', (given, isTaken) => {
  expect(tracing.safeParse(given).success).toBe(isTaken)
})

it('keeps one in a hundred of those without an error', () => {
  expect(tracingOf({})).toBeUndefined()
  expect(tracingOf({ tracing: { address } })).toEqual({ address, sample: 0.01 })
})

it.each([
  ['a Service of the cluster', address, []],
  ['a store outside, by TLS', 'https://otlp.acme.example', []],
  ['a store outside, without', 'http://otlp.acme.example', ['tracing.address plain-http']],
])('%s', (_, to, says) => {
  const found = signalIssues('fleet/clusters/x.ts', { tracing: { address: to } }, [])
  expect(found.map(({ at, code }) => `${at} ${code}`)).toEqual(says)
})
