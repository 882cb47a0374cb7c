import { describe, expect, it } from 'vitest'
import { containerOf, modelOf, namesOf, object, podOf, sample, type Given } from '../test/sample.ts'
import type { IService } from 'kubernetes-models/v1'

const database: Given = {
  kind: 'stateful',
  port: 5432,
  protocol: 'tcp',
  health: { ready: { command: ['pg_isready'] }, live: { tcp: 'main' } },
}
const annotations = (given: Given) => podOf(sample(given)).metadata.annotations

describe('an app without HTTP', () => {
  it('has a Service on its own port, that says its protocol, and no routes', () => {
    const ports = object<IService>(sample(database), 'Service').spec?.ports
    expect(ports).toEqual([{ name: 'main', protocol: 'TCP', port: 5432, targetPort: 'main', appProtocol: 'tcp' }])
    expect(namesOf(sample(database), 'VirtualService')).toEqual([])
  })

  it('is asked as it says, and has no metrics of its own', () => {
    expect(containerOf(sample(database))).toMatchObject({
      ports: [{ name: 'main', containerPort: 5432 }],
      readinessProbe: { exec: { command: ['pg_isready'] } },
      livenessProbe: { tcpSocket: { port: 'main' } },
    })
    expect(annotations(database)).not.toHaveProperty(['prometheus.io/scrape'])
  })

  it('is called by an address that says how', () => {
    const { apps } = modelOf({ db: database, web: { kind: 'http', calls: ['db'] } })
    const web = apps.find(({ name }) => name === 'web') ?? sample(database)
    expect(containerOf(web).env).toContainEqual({ name: 'DB_URL', value: 'tcp://db.shop:5432' })
  })

  it('may have HTTP beside it, with a route for that port alone', () => {
    const app = sample({ ...database, ports: { http2: 9090 }, metrics: { port: 'http2', path: '/stats' } } as Given)
    const { spec } = object<{ spec: { http: unknown[] } }>(app, 'VirtualService')
    expect(spec.http).toMatchObject([{ name: 'port-http2', match: [{ port: 9090 }] }])
    expect(podOf(app).metadata.annotations).toMatchObject({
      'prometheus.io/port': '9090',
      'prometheus.io/path': '/stats',
    })
  })
})

describe('metrics', () => {
  it.each<[string, Given, object]>([
    ['by default', { kind: 'http' }, { 'prometheus.io/port': '8080', 'prometheus.io/path': '/metrics' }],
    [
      'elsewhere',
      { kind: 'worker', ports: { admin: 9001 }, metrics: { port: 'admin' } },
      { 'prometheus.io/port': '9001' },
    ],
  ])('%s', (_, given, wanted) => expect(annotations(given)).toMatchObject(wanted))

  it('none', () => expect(annotations({ kind: 'http', metrics: false })).not.toHaveProperty(['prometheus.io/scrape']))
})

it('gRPC on the main port is routed as HTTP is', () => {
  const ports = object<IService>(sample({ kind: 'http', protocol: 'grpc' }), 'Service').spec?.ports
  expect(ports).toMatchObject([{ name: 'http', port: 80, appProtocol: 'grpc' }])
})
