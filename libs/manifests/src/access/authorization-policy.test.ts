import type { IAuthorizationPolicy } from '@kubernetes-models/istio/security.istio.io/v1'
import { describe, expect, it } from 'vitest'
import { exposed, filesOf, modelOf, namesOf, object, sample } from '../../test/sample.ts'

const policy = (app: Parameters<typeof object>[0], name: string) =>
  object<IAuthorizationPolicy>(app, 'AuthorizationPolicy', name)

/** Many frameworks take all of these for the same page. */
const below = (path: string) => [path, `${path}/*`, `${path};*`]

describe('authorizationPolicies', () => {
  it('lets a caller in by its identity, on all ports of the app and for its own pods only', () => {
    const app = sample(
      { kind: 'http', ports: { grpc: 9000, dns: { port: 53, protocol: 'udp' } } },
      { neighbours: { report: { kind: 'cron', team: 'finance', calls: ['web'] } } },
    )
    expect(policy(app, 'web-from-report').spec).toEqual({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
      action: 'ALLOW',
      rules: [
        {
          from: [{ source: { principals: ['cluster.local/ns/finance/sa/report'] } }],
          to: [{ operation: { ports: ['8080', '9000'] } }],
        },
      ],
    })
  })

  it('lets the gateway in on the one port that bytes come in by, whatever they say', () => {
    const expose = { host: 'broker', on: 'mqtts' }
    const app = sample({ kind: 'stateful', protocol: 'tcp', ports: { admin: 9001 }, expose })
    expect(policy(app, 'web-gateway').spec?.rules).toEqual([
      {
        from: [{ source: { principals: ['cluster.local/ns/istio-ingress/sa/istio-ingress'] } }],
        to: [{ operation: { ports: ['8080'] } }],
      },
    ])
  })

  it('lets the gateway in on the port that pages are exposed of, also of a stateful app', () => {
    const ports = { admin: { port: 9001, protocol: 'http' as const } }
    const app = sample({ kind: 'stateful', ports, expose: { host: 'wiki', path: '/', port: 'admin' } })
    expect(policy(app, 'web-gateway').spec?.rules?.[0]?.to?.[0]?.operation?.ports).toEqual(['9001'])
  })

  it('lets peers in by their own identity, where they said so', () => {
    const app = sample({
      kind: 'stateful',
      peers: true,
      ports: { gossip: { port: 7946, protocol: 'udp' }, raft: 7000 },
    })
    expect(policy(app, 'web-peers').spec).toEqual({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
      action: 'ALLOW',
      rules: [
        {
          from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }],
          to: [{ operation: { ports: ['8080', '7000'] } }],
        },
      ],
    })
    expect(namesOf(sample({ kind: 'stateful' }), 'AuthorizationPolicy')).toEqual([])
  })

  it('a new caller adds one file to the callee and changes none of the others', () => {
    const callee = (callers: readonly string[]) => {
      const others = Object.fromEntries(
        ['a', 'b'].map((n) => [n, { kind: 'worker', calls: callers.includes(n) ? ['web'] : [] } as const]),
      )
      return filesOf(
        sample(
          { kind: 'http', expose: exposed, release: { canary: [5], hold: '1m', slo: { errors: '1%' } } },
          { neighbours: others },
        ),
      )
    }
    const [before, after] = [callee(['a']), callee(['a', 'b'])]
    expect([...after.keys()].filter((path) => !before.has(path))).toEqual([
      'clusters/prod-eu/shop/web/authorizationpolicy-web-from-b.yaml',
    ])
    for (const [path, text] of before) expect(after.get(path)).toBe(text)
  })

  it('the way in for people is the main port, from the gateway, without metrics and probes', () => {
    const app = sample({ kind: 'http', expose: exposed, ports: { admin: 9001 } })
    expect(policy(app, 'web-gateway').spec?.rules).toEqual([
      {
        from: [{ source: { principals: ['cluster.local/ns/istio-ingress/sa/istio-ingress'] } }],
        to: [
          {
            operation: { ports: ['8080'], notPaths: [...below('/metrics'), ...below('/readyz'), ...below('/healthz')] },
          },
        ],
      },
    ])
  })

  it.each([
    [{ ready: '/', live: '/healthz' }, '/', [...below('/metrics'), ...below('/healthz')]],
    [{ ready: '/shop', live: '/metrics' }, '/shop', below('/metrics')],
    [{ ready: '/', live: '/healthz' }, '/shop', [...below('/metrics'), '/', ...below('/healthz')]],
    [{ ready: '/?full=1', live: '/healthz?at=2' }, '/', [...below('/metrics'), ...below('/healthz')]],
    [{ ready: '/up', live: '/healthz' }, '/up/history', [...below('/metrics'), '/up', ...below('/healthz')]],
  ])('a page that people were promised is open though a probe %j asks for it', (health, path, closed) => {
    const rules = policy(sample({ kind: 'http', health, expose: { host: 'shop', path } }), 'web-gateway').spec?.rules
    expect(rules?.[0]?.to?.[0]?.operation?.notPaths).toEqual(closed)
  })

  it('there is none for an app that nobody calls, nor for a worker', () => {
    expect(namesOf(sample({ kind: 'http' }), 'AuthorizationPolicy')).toEqual([])
    expect(namesOf(sample({ kind: 'worker' }), 'AuthorizationPolicy')).toEqual([])
  })

  it('calls do not allow the way back', () => {
    const { apps } = modelOf({ web: { kind: 'http', calls: ['catalog'] }, catalog: { kind: 'http' } })
    expect(apps.map((a) => [a.name, namesOf(a, 'AuthorizationPolicy')])).toEqual([
      ['catalog', ['catalog-from-web']],
      ['web', []],
    ])
  })
})
