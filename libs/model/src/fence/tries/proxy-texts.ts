import { type Ground, istio, makers, type Row } from './ground.ts'
import { becomes, within } from './reason.ts'

/** istiod 1.31 takes 1,024 characters; of these 700 Envoy refuses all routes of the port. */
const large = '.{1000}'.repeat(100)

const route = 'spec.http[0]'
const hashed = 'spec.trafficPolicy.loadBalancer.consistentHash'
const stepped = 'spec.strategy.canary.steps[0]'
const small = '(?:^|.*;\\s*)bucket-web=(?:5[d-f]|[6-9a-c][0-9a-f])[0-9a-f]{2}(?:;.*|$)'

/** Texts for which Envoy refuses the routes of all teams at the gateway, and istiod passes on. */
export function triesOfProxyTexts(ground: Ground): readonly Row[] {
  const { make, rollout } = makers(ground)
  const host = `try.${ground.team}.svc.cluster.local`
  const http = (...more: readonly object[]) =>
    make(istio, 'VirtualService', {
      spec: { hosts: [host], http: more.map((one) => ({ route: [{ destination: { host } }], ...one })) },
    })
  const hash = (by: object) =>
    make(istio, 'DestinationRule', {
      spec: { host, trafficPolicy: { loadBalancer: { consistentHash: by } } },
    })
  const step = (one: object) => rollout({ canary: { steps: [one] } })
  return [
    [
      'a regex that the gateway refuses',
      http({ match: [{ headers: { a: { regex: large } } }] }),
      within(`${route}.match[0].headers`, '.a.regex', small),
    ],
    [
      'such a regex of a path',
      http({ match: [{ uri: { regex: '(.{9}){9}' } }] }),
      within(`${route}.match[0].uri`, '.regex', '/(en|de)/.*'),
    ],
    [
      'such a regex of Unicode',
      http({ match: [{ queryParams: { a: { regex: String.raw`\pL\pL` } } }] }),
      within(`${route}.match[0].queryParams`, '.a.regex', String.raw`\d+\.x`),
    ],
    [
      'such a regex of origins',
      http({ corsPolicy: { allowOrigins: [{ regex: large }] } }),
      within(`${route}.corsPolicy.allowOrigins[0]`, '.regex', String.raw`https://.*\.acme\.example`),
    ],
    [
      'such a regex of a rewrite',
      http({ rewrite: { uriRegexRewrite: { match: large, rewrite: '/' } } }),
      within(`${route}.rewrite`, '.uriRegexRewrite.match', '^/v[0-9]/'),
    ],
    [
      'a header with a line break',
      http({ headers: { request: { set: { 'a\nb': 'x' } } } }),
      within(`${route}.headers.request`, '.set', {
        'x-one': '100%% of %REQ(X-REQUEST-ID):4%',
      }),
    ],
    [
      'such a header to take out',
      http({ headers: { response: { remove: ['a\nb'] } } }),
      within(`${route}.headers.response`, '.remove[0]', 'server'),
    ],
    [
      "the gateway's variables in a header",
      http({ headers: { response: { add: { a: '%ENVIRONMENT(PATH)%' } } } }),
      within(`${route}.headers.response`, '.add.a', 'b'),
    ],
    ['a rewrite with a line break', http({ rewrite: { uri: '/a\nb' } }), within(`${route}.rewrite`, '.uri', '/a b')],
    [
      'the host among the headers',
      http({ headers: { request: { add: { Host: 'x' } } } }),
      within(`${route}.headers.request`, '.add', { 'x-host': 'x' }),
    ],
    [
      'a header of 20 KB',
      http({ headers: { response: { set: { a: 'x'.repeat(20_000) } } } }),
      within(`${route}.headers.response`, '.set.a', 'x'.repeat(8192)),
    ],
    [
      'an empty beginning of a header',
      http({ match: [{ headers: { a: { prefix: '' } } }] }),
      within(`${route}.match[0].headers`, '.a.prefix', 'a'),
    ],
    [
      'a million tries of a request',
      http({ retries: { attempts: 1_000_000 } }),
      becomes(`${route}.retries.attempts`, 2),
    ],
    [
      'a claim without a name',
      http({ match: [{ headers: { '@request.auth.claims..': { exact: 'a' } } }] }),
      becomes(`${route}.match[0].headers`, {
        ':path': { exact: '/a' },
      }),
    ],
    [
      'a claim without a name, for those who lack it',
      http({ match: [{ withoutHeaders: { '@request.auth.claims.': {} } }] }),
      becomes(`${route}.match[0].withoutHeaders`, { 'x-user': {} }),
    ],
    ['more routes than anybody has', http(...Array.from({ length: 501 }, () => ({}))), within('spec.http', '[500]')],
    [
      'a pod by a header with a line break',
      hash({ httpHeaderName: 'a\nb' }),
      within(hashed, '.httpHeaderName', 'x-user'),
    ],
    [
      'a pod by a cookie with a line break',
      hash({ httpCookie: { name: 'a\nb', ttl: '0s' } }),
      within(hashed, '.httpCookie.name', 'bucket-web'),
    ],
    [
      'a step with such a regex',
      step({ setHeaderRoute: { name: 'x', match: [{ headerName: 'a', headerValue: { regex: large } }] } }),
      within(`${stepped}.setHeaderRoute.match[0]`, '.headerValue.regex', small),
    ],
    [
      'a mirror with such a regex',
      step({ setMirrorRoute: { name: 'x', match: [{ path: { regex: large } }] } }),
      within(`${stepped}.setMirrorRoute.match[0]`, '.path.regex', '/a/.*'),
    ],
  ]
}
