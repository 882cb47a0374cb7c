import { expect, it } from 'vitest'
import { signalIssues } from './signal-rules.ts'
import { tracing, tracingOf, type TracingData } from './tracing.ts'

const address = 'http://tempo.traces.svc:4318'

it.each([
  [{ address }, true],
  [{ address, sample: '0.5%' }, true],
  [{ address, view: { jaeger: 'https://jaeger.acme.example' } }, true],
  [{ address, view: { grafana: 'https://grafana.acme.example/g', tempo: 'tempo' } }, true],
  [{ address, view: { grafana: 'https://grafana.acme.example' } }, false],
  [{ address, view: { jaeger: 'http://jaeger.acme.example' } }, false],
  [{ address, view: { jaeger: 'https://me:secret@jaeger.acme.example' } }, false],
  [{ to: 'xray' }, true],
  [{ to: 'jaeger', sample: '100%' }, true],
  [{ to: 'zipkin' }, false],
  [{ address: 'tempo.traces.svc:4318' }, false],
  [{ address, sample: '101%' }, false],
  ['tempo', false],
])('%j', (given, isTaken) => {
  expect(tracing.safeParse(given).success).toBe(isTaken)
})

it('keeps one in a hundred of those without an error', () => {
  expect(tracingOf({})).toBeUndefined()
  expect(tracingOf({ tracing: { address } })).toEqual({ to: 'otlp', address, sample: 0.01, view: undefined })
  expect(tracingOf({ tracing: { to: 'xray', sample: '20%' } })).toMatchObject({ to: 'xray', sample: 0.2 })
})

it.each<[string, TracingData, string[]]>([
  ['a Service of the cluster', { address }, []],
  ['a store outside, by TLS', { address: 'https://otlp.acme.example' }, []],
  ['a store outside, without', { address: 'http://otlp.acme.example' }, ['tracing.address plain-http']],
  ['no address of a store of yours', { sample: '1%' }, ['tracing.address store-address']],
  ['X-Ray', { to: 'xray' }, []],
  ['X-Ray with an address', { to: 'xray', address }, ['tracing.address store-address']],
  ["the cluster's own Jaeger with an address", { to: 'jaeger', address }, ['tracing.address store-address']],
  ['X-Ray seen elsewhere', { to: 'xray', view: { jaeger: 'https://j.acme.example' } }, ['tracing.view store-view']],
])('%s', (_, said, says) => {
  const found = signalIssues('fleet/clusters/x.ts', { tracing: said }, [])
  expect(found.map(({ at, code }) => `${at} ${code}`)).toEqual(says)
})
