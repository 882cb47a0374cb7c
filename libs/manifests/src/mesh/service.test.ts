import type { IService } from 'kubernetes-models/v1'
import { describe, expect, it } from 'vitest'
import { canary, containerOf, namesOf, object, sample, type Given } from '../../test/sample.ts'

const specOf = (given: Given, name = 'web') => object<IService>(sample(given), 'Service', name).spec
const http = { name: 'http', protocol: 'TCP', port: 80, targetPort: 'http', appProtocol: 'http' }

describe('services', () => {
  it.each<[string, Given, string[]]>([
    ['rolling', { kind: 'http' }, ['web']],
    ['canary', { kind: 'http', release: canary }, ['web', 'web-stable', 'web-canary']],
    ['stateful', { kind: 'stateful' }, ['web', 'web-pods']],
    ['worker', { kind: 'worker' }, []],
    ['daemon', { kind: 'daemon' }, []],
    ['cron', { kind: 'cron' }, []],
  ])('%s', (_, given, names) => {
    expect(namesOf(sample(given), 'Service')).toEqual(names)
  })

  it('the one for all pods selects both versions of a canary; Rollouts narrows the other two (argo-rollouts#4195)', () => {
    for (const name of ['web', 'web-stable', 'web-canary']) {
      expect(specOf({ kind: 'http', release: canary }, name)).toEqual({
        type: 'ClusterIP',
        selector: { 'app.kubernetes.io/name': 'web' },
        ports: [http],
      })
    }
  })

  it('port 80 leads to the port named http; other ports keep their number; no protocol is left to be guessed', () => {
    const given: Given = {
      kind: 'http',
      ports: {
        dns: { port: 53, protocol: 'udp' },
        feed: { port: 9003, protocol: 'http2' },
        grpc: 9000,
        'grpc-web': 9001,
        'http-admin': 9002,
        https: 8443,
        mysql: 3306,
        smtp: { port: 1025, protocol: 'tcp' },
      },
    }
    expect(specOf(given)?.ports?.map((p) => [p.name, p.port, p.targetPort, p.protocol, p.appProtocol])).toEqual([
      ['http', 80, 'http', 'TCP', 'http'],
      ['dns', 53, 'dns', 'UDP', undefined],
      ['feed', 9003, 'feed', 'TCP', 'http2'],
      ['grpc', 9000, 'grpc', 'TCP', 'grpc'],
      ['grpc-web', 9001, 'grpc-web', 'TCP', 'grpc'],
      ['http-admin', 9002, 'http-admin', 'TCP', 'http'],
      ['https', 8443, 'https', 'TCP', 'tls'],
      ['mysql', 3306, 'mysql', 'TCP', 'tcp'],
      ['smtp', 1025, 'smtp', 'TCP', 'tcp'],
    ])
    const names = containerOf(sample(given)).ports?.map((p) => p.name)
    for (const p of specOf(given)?.ports ?? []) expect(names).toContain(p.targetPort)
  })

  it('ClientIP affinity has its time written out (S0-10, S0-11), and is only where it was asked for', () => {
    expect(specOf({ kind: 'http', sticky: { clientIP: '60s' } })).toMatchObject({
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
    })
    for (const sticky of ['none', { cookie: '1h' }] as const) {
      expect(Object.keys(specOf({ kind: 'http', sticky }) ?? {}).sort()).toEqual(['ports', 'selector', 'type'])
    }
  })

  it('a name of one pod leads to its own ports, as no Service stands between', () => {
    const given = { kind: 'stateful', peers: true, ports: { raft: 7000 } } as const
    expect(specOf(given, 'web-pods')).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true })
    const ports = specOf(given, 'web-pods')?.ports?.map(({ port, targetPort }) => [port, targetPort])
    expect(ports).toEqual([
      [8080, 'http'],
      [7000, 'raft'],
    ])
    const own = containerOf(sample(given)).ports?.map(({ containerPort, name }) => [containerPort, name])
    expect(ports).toEqual(own)
    expect(specOf(given, 'web')?.ports?.map(({ port }) => port)).toEqual([80, 7000])
  })

  it('a stateful app that listens nowhere has the one that its StatefulSet names, without ports', () => {
    const beats = { command: ['beats'] }
    const app = sample({ kind: 'stateful', port: undefined, health: { ready: beats, live: beats } })
    expect(namesOf(app, 'Service')).toEqual(['web-pods'])
    expect(object<IService>(app, 'Service', 'web-pods').spec).toEqual({
      type: 'ClusterIP',
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: { 'app.kubernetes.io/name': 'web' },
    })
    expect(['VirtualService', 'DestinationRule', 'AuthorizationPolicy'].flatMap((kind) => namesOf(app, kind))).toEqual(
      [],
    )
  })

  it('the pods of a stateful app have names before they are ready', () => {
    expect(specOf({ kind: 'stateful' }, 'web-pods')).toEqual({
      type: 'ClusterIP',
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: { 'app.kubernetes.io/name': 'web' },
      ports: [http],
    })
  })
})
