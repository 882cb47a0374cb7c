import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ResolvedApp } from '@slipway/model'
import { everySample, exposed, fleet, modelOf, namesOf, object, podOf, sample } from '../../test/sample.ts'

const specOf = (app: ResolvedApp) => object<INetworkPolicy>(app, 'NetworkPolicy').spec
const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } })
const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: 'TCP', port }))
const callers = {
  namespaceSelector: { matchLabels: { 'app.kubernetes.io/managed-by': 'slipway' } },
  podSelector: { matchLabels: { 'calls.slipway.dev/web': 'true' } },
}
const dns = {
  to: [{ ...namespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: [{ protocol: 'UDP', port: 53 }, ...tcp(53)],
}
const istiod = { to: [namespace('istio-system')], ports: tcp(15_012) }
const metrics = { from: [namespace('monitoring')], ports: tcp(15_020, 15_090) }

describe('networkPolicy', () => {
  it.each(everySample().map(([shape, app]) => [shape, app] as const))('refuses all else, both ways: %s', (_, app) => {
    expect(specOf(app)).toMatchObject({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
      policyTypes: ['Ingress', 'Egress'],
    })
  })

  it('in: callers by label on every port, the gateway on the main one, Prometheus on the metrics of app and proxy', () => {
    expect(
      specOf(sample({ kind: 'http', expose: exposed, ports: { dns: { port: 53, protocol: 'udp' }, grpc: 9000 } }))
        ?.ingress,
    ).toEqual([
      { from: [callers], ports: [...tcp(8080), { protocol: 'UDP', port: 53 }, ...tcp(9000)] },
      { from: [namespace('istio-ingress')], ports: tcp(8080) },
      metrics,
    ])
  })

  it.each([
    ['an app inside', sample({ kind: 'http' }), [{ from: [callers], ports: tcp(8080) }, metrics]],
    ['a worker, which nobody calls', sample({ kind: 'worker' }), [metrics]],
    ['a cron, which has no port', sample({ kind: 'cron' }), []],
  ])('in: %s', (_, app, rules) => {
    expect(specOf(app)?.ingress).toEqual(rules)
  })

  it('peers: its own pods come and go on every port, and no others of the namespace', () => {
    const app = sample({
      kind: 'stateful',
      peers: true,
      protocol: 'tcp',
      ports: { gossip: { port: 7946, protocol: 'udp' } },
    })
    const own = [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } } }]
    const ports = [...tcp(8080), { protocol: 'UDP', port: 7946 }]
    expect(specOf(app)?.ingress).toEqual([{ from: [callers], ports }, { from: own, ports }, metrics])
    expect(specOf(app)?.egress).toEqual([dns, istiod, { to: own, ports }])
  })

  it('in: the gateway, on the port that pages are exposed of', () => {
    const ports = { admin: { port: 9001, protocol: 'http' as const } }
    const app = sample({ kind: 'stateful', ports, expose: { host: 'wiki', path: '/', port: 'admin' } })
    const from = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-ingress' } } }
    expect(specOf(app)?.ingress).toContainEqual({ from: [from], ports: [{ protocol: 'TCP', port: 9001 }] })
  })

  it('in: the gateway, on the one port that bytes come in by', () => {
    const expose = { host: 'broker', on: 'mqtts', port: 'mqtt' }
    const app = sample({ kind: 'stateful', protocol: 'tcp', ports: { mqtt: { port: 1883, protocol: 'tcp' } }, expose })
    expect(specOf(app)?.ingress).toContainEqual({ from: [namespace('istio-ingress')], ports: tcp(1883) })
  })

  it('out: names, the mesh, and nothing more', () => {
    expect(specOf(sample({ kind: 'http' }))?.egress).toEqual([dns, istiod])
  })

  it('out: to the pods of a callee on their own port', () => {
    const app = sample(
      { kind: 'cron', calls: ['ledger'] },
      { neighbours: { ledger: { kind: 'stateful', team: 'finance', port: 9100 } } },
    )
    const ledger = {
      to: [{ ...namespace('finance'), podSelector: { matchLabels: { 'app.kubernetes.io/name': 'ledger' } } }],
      ports: tcp(9100),
    }
    expect(specOf(app)?.egress).toEqual([dns, istiod, ledger])
  })

  const except = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16']
  it('out: to outside hosts at public addresses, each port once', () => {
    const calls = [
      { host: 'b.example.com', port: 443, private: false },
      { host: 'a.example.com', port: 443, private: false },
      { host: 'a.example.com', port: 80, private: false },
    ]
    expect(specOf(sample({ kind: 'http', calls }))?.egress).toEqual([
      dns,
      istiod,
      { to: [{ ipBlock: { cidr: '0.0.0.0/0', except } }], ports: tcp(80, 443) },
    ])
  })

  it('out: to public addresses, and not to pods whose range is none of the private ones', () => {
    const app = sample({ kind: 'http', calls: [{ host: 'a.example.com', port: 443, private: false }] })
    const network = { ...app.cluster.network, pods: '198.19.0.0/16' }
    expect(specOf({ ...app, cluster: { ...app.cluster, network } })?.egress?.at(-1)).toEqual({
      to: [{ ipBlock: { cidr: '0.0.0.0/0', except: [...except, '198.19.0.0/16'] } }],
      ports: tcp(443),
    })
  })

  it('out: to a private host within the VPC, and to nothing else there', () => {
    const calls = [
      { host: 'db.corp.example', port: 5432, private: true },
      { host: 'a.example.com', port: 443, private: false },
    ]
    expect(specOf(sample({ kind: 'http', calls }))?.egress?.slice(2)).toEqual([
      { to: [{ ipBlock: { cidr: '0.0.0.0/0', except } }], ports: tcp(443) },
      { to: [{ ipBlock: { cidr: fleet.clusters[0]?.network.vpc } }], ports: tcp(5432) },
    ])
  })

  it('out: to its database and cache within the VPC, by their ports, and to what gives it the right to sign in', () => {
    const needs = { database: { a: { engine: 'postgres-17' } }, cache: { b: { engine: 'valkey-8.0' } } } as const
    expect(specOf(sample({ kind: 'http', needs }))?.egress?.slice(2)).toEqual([
      { to: [{ ipBlock: { cidr: '169.254.170.23/32' } }], ports: tcp(80) },
      { to: [{ ipBlock: { cidr: fleet.clusters[0]?.network.vpc } }], ports: tcp(5432, 6379) },
    ])
  })

  it('out: to every port of a callee', () => {
    const app = sample(
      { kind: 'http', calls: ['ledger'] },
      { neighbours: { ledger: { kind: 'http', port: 9100, ports: { grpc: 9000 } } } },
    )
    expect(specOf(app)?.egress?.at(-1)?.ports).toEqual(tcp(9100, 9000))
  })

  it('out: an app with a queue reaches SQS, also at an endpoint in the VPC, and the address that gives it credentials', () => {
    expect(specOf(sample({ kind: 'worker', queue: 'orders' }))?.egress?.slice(2)).toEqual([
      { to: [{ ipBlock: { cidr: '169.254.170.23/32' } }], ports: tcp(80) },
      { to: [{ ipBlock: { cidr: '0.0.0.0/0', except } }], ports: tcp(443) },
      { to: [{ ipBlock: { cidr: fleet.clusters[0]?.network.vpc } }], ports: tcp(443) },
    ])
  })
})

describe('the calls graph', () => {
  const names = ['a', 'b', 'c', 'd'] as const
  const edges = names.flatMap((from) => names.filter((to) => to !== from).map((to) => [from, to] as const))

  it('opens both ends of each call in both policies, and nothing where there is no call', () => {
    fc.assert(
      fc.property(fc.subarray(edges), (chosen) => {
        const team = (n: string) => (n === 'a' || n === 'b' ? 'shop' : 'finance')
        const specs = Object.fromEntries(
          names.map((n) => [
            n,
            { kind: 'http', team: team(n), calls: chosen.filter(([f]) => f === n).map(([, to]) => to) } as const,
          ]),
        )
        const apps = new Map<string, ResolvedApp>(modelOf(specs).apps.map((a) => [a.name, a]))
        const app = (n: string): ResolvedApp => apps.get(n) ?? sample({ kind: 'http' })
        for (const [from, to] of edges) {
          const calls = chosen.some(([f, t]) => f === from && t === to)
          const peer = { ...namespace(team(to)), podSelector: { matchLabels: { 'app.kubernetes.io/name': to } } }
          expect(specOf(app(from))?.egress?.some((r) => JSON.stringify(r.to) === JSON.stringify([peer]))).toBe(calls)
          expect(podOf(app(from)).metadata.labels?.[`calls.slipway.dev/${to}`]).toBe(calls ? 'true' : undefined)
          expect(namesOf(app(to), 'AuthorizationPolicy').includes(`${to}-from-${from}`)).toBe(calls)
        }
      }),
      { numRuns: 12 },
    )
  })
})
