import { type Ground, istio, makers, type Row } from './ground.ts'
import { becomes, within } from './reason.ts'

/** Envoy 1.40 takes a second less. istiod 1.31 takes it, and so does the API server. */
const tooLong = '9223372036s'
const route = 'spec.http[0]'
const policy = 'spec.trafficPolicy'
const many = (most: number) => Array.from({ length: most + 1 }, (_, i) => i)

/** Amounts for which Envoy refuses the routes or clusters of all teams, or that istiod multiplies. */
export function triesOfProxyAmounts(ground: Ground): readonly Row[] {
  const { make } = makers(ground)
  const host = `try.${ground.team}.svc.cluster.local`
  const to = [{ destination: { host } }]
  const http = (more: object) =>
    make(istio, 'VirtualService', { spec: { hosts: [host], http: [{ route: to, ...more }] } })
  const rule = (trafficPolicy: object) => make(istio, 'DestinationRule', { spec: { host, trafficPolicy } })
  const cookie = (ttl: string) => rule({ loadBalancer: { consistentHash: { httpCookie: { name: 'a', ttl } } } })
  const entry = (more: object) =>
    make(istio, 'ServiceEntry', {
      spec: {
        hosts: ['api.example.com'],
        ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
        resolution: 'DNS',
        exportTo: ['.'],
        ...more,
      },
    })
  return [
    ['a request of 292 years', http({ timeout: tooLong }), becomes(`${route}.timeout`, '1h30m')],
    [
      'a try of 292 years',
      http({ retries: { attempts: 1, perTryTimeout: tooLong } }),
      becomes(`${route}.retries.perTryTimeout`, '0.5s'),
    ],
    [
      'a pause of 292 years',
      http({ retries: { attempts: 1, backoff: tooLong } }),
      becomes(`${route}.retries.backoff`, '25ms'),
    ],
    [
      'a fault of 292 years',
      http({ fault: { delay: { fixedDelay: tooLong, percentage: { value: 1 } } } }),
      becomes(`${route}.fault.delay.fixedDelay`, '5s'),
    ],
    [
      'a fault that is no status',
      http({ fault: { abort: { httpStatus: 600, percentage: { value: 1 } } } }),
      becomes(`${route}.fault.abort.httpStatus`, 503),
    ],
    [
      'an answer that is no status',
      http({ route: undefined, directResponse: { status: 600 } }),
      becomes(`${route}.directResponse.status`, 599),
    ],
    [
      'a cookie that ended before it began',
      cookie('-5s'),
      within(`${policy}.loadBalancer`, '.consistentHash.httpCookie.ttl', '31536000s'),
    ],
    [
      'a connection of 292 years',
      rule({ connectionPool: { tcp: { connectTimeout: tooLong } } }),
      within(`${policy}.connectionPool`, '.tcp.connectTimeout', '2s'),
    ],
    [
      'a pod that is out for 292 years',
      rule({ outlierDetection: { baseEjectionTime: tooLong } }),
      within(`${policy}.outlierDetection`, '.baseEjectionTime', '30s'),
    ],
    [
      'a start of 292 years',
      rule({ loadBalancer: { simple: 'ROUND_ROBIN', warmup: { duration: tooLong } } }),
      within(`${policy}.loadBalancer`, '.warmup.duration', '2m'),
    ],
    [
      'more conditions of a route than anybody has',
      http({ match: many(10).map((i) => ({ uri: { prefix: `/${i}` } })) }),
      within(`${route}.match`, '[10]'),
    ],
    [
      'more hosts of the mesh than anybody has',
      make(istio, 'VirtualService', { spec: { hosts: many(50).map((i) => `a${i}`), http: [{ route: to }] } }),
      within('spec.hosts', '[50]'),
    ],
    [
      'more routes of the gateway than anybody has',
      make(istio, 'VirtualService', { spec: { http: many(20).map(() => ({ route: to })) } }),
      within('spec', '.http[20]'),
    ],
    [
      'more hosts outside than anybody has',
      entry({ hosts: many(50).map((i) => `a${i}.example.com`) }),
      within('spec.hosts', '[50]'),
    ],
    [
      'more ports outside than anybody has',
      entry({ ports: many(50).map((i) => ({ number: i + 1, name: `tls-${i}`, protocol: 'TLS' })) }),
      within('spec.ports', '[50]'),
    ],
  ]
}
