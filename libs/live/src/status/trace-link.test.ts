import { expect, it } from 'vitest'
import type { Cluster, Fleet } from '@slipway/fleet'
import { traceLink } from './trace-link.ts'

const app = { name: 'storefront', team: 'shop' }
const address = 'https://otlp.acme.test'
const cluster = (tracing: Cluster['tracing'], region = 'eu-west-1') =>
  ({ domain: 'dev.acme.test', region, tracing }) as Cluster
const signOn: Fleet['signOn'] = {
  issuer: 'https://id.acme.test',
  grafana: {
    client: 'g',
    authorize: 'https://id.acme.test/a',
    token: 'https://id.acme.test/t',
    userinfo: 'https://id.acme.test/u',
  },
}
const of = (tracing: Cluster['tracing'], fleet: Pick<Fleet, 'signOn'> = {}) => traceLink(app, cluster(tracing), fleet)

it.each<[string, Cluster['tracing']]>([
  ['no traces', undefined],
  ['a store of which nobody said how people see it', { to: 'otlp', address }],
  ['a Jaeger in the cluster, and a Grafana without an address', { to: 'jaeger' }],
])('nothing is linked: %s', (_, tracing) => {
  expect(of(tracing)).toBeUndefined()
})

it('Jaeger is asked for the app as proxies call it', () => {
  // https://www.jaegertracing.io/docs/2.13/frontend-ui/
  expect(of({ address, view: { jaeger: 'https://jaeger.acme.test/ui/' } })).toBe(
    'https://jaeger.acme.test/ui/search?service=storefront.shop&lookback=1h',
  )
})

const panesOf = (link: string | undefined) => {
  const url = new URL(link ?? '')
  expect(`${url.origin}${url.pathname} ${url.searchParams.get('schemaVersion')}`).toMatch(/\/explore 1$/)
  return (JSON.parse(url.searchParams.get('panes') ?? '') as { traces: object }).traces
}

it('Grafana opens its data source of Tempo with a query', () => {
  const link = of({ address, view: { grafana: 'https://grafana.acme.test', tempo: 'main' } })
  expect(link).toMatch(/^https:\/\/grafana\.acme\.test\/explore\?/)
  expect(panesOf(link)).toEqual({
    datasource: 'main',
    queries: [
      {
        refId: 'A',
        datasource: { type: 'tempo', uid: 'main' },
        queryType: 'traceql',
        query: '{resource.service.name="storefront.shop"}',
      },
    ],
    range: { from: 'now-1h', to: 'now' },
  })
})

it("the cluster's own Jaeger is seen in Grafana", () => {
  const link = of({ to: 'jaeger' }, { signOn })
  expect(link).toMatch(/^https:\/\/grafana\.dev\.acme\.test\/explore\?/)
  expect(panesOf(link)).toMatchObject({
    datasource: 'jaeger',
    queries: [{ queryType: 'search', service: 'storefront.shop' }],
  })
})

it.each([
  ['eu-west-1', 'https://eu-west-1.console.aws.amazon.com/xray/home?region=eu-west-1'],
  ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn/xray/home?region=cn-north-1'],
])('X-Ray is opened in the console of %s', (region, start) => {
  // https://docs.aws.amazon.com/xray/latest/devguide/xray-console-deeplinks.html
  expect(traceLink(app, cluster({ to: 'xray' }, region), {})).toBe(
    `${start}#/traces?timeRange=PT1H&filter=service(%22storefront.shop%22)`,
  )
})
