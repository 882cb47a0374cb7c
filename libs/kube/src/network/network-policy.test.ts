import { describe, expect, it } from 'vitest'
import { letsPass, openPort, type NetworkEnd, type NetworkPort, type PolicyOf } from './network-policy.ts'

const pod = (namespace: string, app: string, address: string, http = 8080): NetworkEnd => ({
  ranges: [address],
  pods: {
    namespace,
    namespaceLabels: { 'kubernetes.io/metadata.name': namespace, team: namespace },
    labels: { app },
    ports: new Map([
      ['http/TCP', http],
      ['game/UDP', 7000],
    ]),
  },
})
const ends: Readonly<Record<string, NetworkEnd>> = {
  web: pod('shop', 'web', '10.244.0.1'),
  api: pod('shop', 'api', '10.244.0.2'),
  db: pod('data', 'db', '10.244.0.3', 5432),
  outside: { ranges: ['198.51.100.7'] },
}
const on = (app: string) => ({ matchLabels: { app } })
const all = {}
const policy = (spec: object, namespace = 'shop'): PolicyOf => ({ namespace, spec: spec as PolicyOf['spec'] })

/** `web > api:8080` arrives, `web x api:8080` is refused. */
const says = (policies: readonly PolicyOf[], ...lines: readonly string[]) => {
  for (const line of lines) {
    const [, from = '', sign, to = '', port, protocol = 'TCP'] =
      /^(\w+) ([>x]) (\w+):(\d+)(?:\/(\w+))?$/.exec(line) ?? []
    const [sender, receiver] = [ends[from], ends[to]]
    if (sender === undefined || receiver === undefined) throw new Error(line)
    const at = { port: Number(port), protocol } as NetworkPort
    const arrives = (['Egress', 'Ingress'] as const).every((way) => letsPass(policies, sender, receiver, at, way))
    expect(`${line}: ${arrives}`).toBe(`${line}: ${sign === '>'}`)
  }
}

// Each sentence is of https://kubernetes.io/docs/concepts/services-networking/network-policies/ or of the API's
// reference.
describe('letsPass', () => {
  it.each<[string, object, readonly string[]]>([
    ['pods that nothing selects are open', { podSelector: on('nobody') }, ['db > web:1', 'web > outside:1']],
    [
      'an empty selector selects all of its namespace',
      { podSelector: all },
      ['db x web:1', 'web x api:1', 'web > db:1'],
    ],
    ['without policyTypes it is for ingress', { podSelector: all, ingress: [] }, ['db x web:1', 'web > db:1']],
    ['and for egress where it has such rules', { podSelector: all, egress: [] }, ['db x web:1', 'web x db:1']],
    ['policyTypes decide', { podSelector: all, policyTypes: ['Egress'], ingress: [{}] }, ['web x db:1', 'db > web:1']],
    ['an empty rule allows all', { podSelector: all, ingress: [{}] }, ['outside > web:1', 'db > web:7/UDP']],
    [
      'ports and peers both have to fit',
      { podSelector: on('api'), ingress: [{ from: [{ podSelector: on('web') }], ports: [{ port: 80 }] }] },
      ['web > api:80', 'web x api:81', 'db x api:80'],
    ],
    [
      'namespaceSelector and podSelector in one peer both have to fit',
      {
        podSelector: on('api'),
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'data' } }, podSelector: on('web') }] }],
      },
      ['db x api:1', 'web x api:1'],
    ],
    [
      'as two peers one is enough',
      {
        podSelector: on('api'),
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'data' } } }, { podSelector: on('web') }] }],
      },
      ['db > api:1', 'web > api:1', 'outside x api:1'],
    ],
    [
      'endPort ends a range',
      { podSelector: all, ingress: [{ ports: [{ port: 80, endPort: 90 }] }] },
      ['db x web:79', 'db > web:80', 'db > web:90', 'db x web:91'],
    ],
    [
      'a protocol is TCP where none is said',
      { podSelector: all, ingress: [{ ports: [{ port: 53 }] }] },
      ['db > web:53', 'db x web:53/UDP'],
    ],
    [
      'without a port it is all of a protocol',
      { podSelector: all, ingress: [{ ports: [{ protocol: 'UDP' }] }] },
      ['db > web:9/UDP', 'db x web:9'],
    ],
    [
      'a named port is the receiver’s: ingress',
      { podSelector: all, ingress: [{ ports: [{ port: 'http' }] }] },
      ['db > web:8080', 'db x web:5432'],
    ],
    [
      'a named port is the receiver’s: egress',
      { podSelector: all, policyTypes: ['Egress'], egress: [{ ports: [{ port: 'http' }] }] },
      ['web > db:5432', 'web x db:8080', 'web x outside:8080'],
    ],
    [
      'a name has a protocol',
      { podSelector: all, ingress: [{ ports: [{ port: 'game' }] }] },
      ['db x web:7000', 'db x web:7000/UDP'],
    ],
    [
      'a block without its exceptions',
      {
        podSelector: all,
        policyTypes: ['Egress'],
        egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] }],
      },
      ['web > outside:443', 'web x db:443'],
    ],
    [
      'an exception is of its own block',
      {
        podSelector: all,
        policyTypes: ['Egress'],
        egress: [
          { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }, { ipBlock: { cidr: '10.244.0.3/32' } }] },
        ],
      },
      ['web > db:443', 'web x api:443'],
    ],
  ])('%s', (_, spec, lines) => says([policy(spec)], ...lines))

  it('policies add up, and both ends have to allow it', () => {
    const shut = policy({ podSelector: all, policyTypes: ['Ingress', 'Egress'] })
    const out = policy({
      podSelector: on('web'),
      egress: [{ to: [{ podSelector: on('api') }] }],
      policyTypes: ['Egress'],
    })
    const into = policy({ podSelector: on('api'), ingress: [{ from: [{ podSelector: on('web') }] }] })
    says([shut, out], 'web x api:1')
    says([shut, into], 'web x api:1')
    says([shut, out, into], 'web > api:1', 'api x web:1')
  })
})

describe('openPort', () => {
  const { web, db } = ends
  if (web === undefined || db === undefined) throw new Error('no ends')
  const into = (ports: readonly object[]) => policy({ podSelector: all, ingress: [{ ports }] }, 'data')
  const out = (ports: readonly object[]) => policy({ podSelector: all, policyTypes: ['Egress'], egress: [{ ports }] })
  it.each<[string, readonly PolicyOf[], NetworkPort | undefined]>([
    ['everything', [], { port: 0, protocol: 'TCP' }],
    [
      'a range that begins in another',
      [out([{ port: 1, endPort: 90 }]), into([{ port: 80, endPort: 100 }])],
      { port: 80, protocol: 'TCP' },
    ],
    [
      'a range in which another begins',
      [out([{ port: 85, endPort: 95 }]), into([{ port: 80, endPort: 100 }])],
      { port: 85, protocol: 'TCP' },
    ],
    ['the number of a name', [out([]), into([{ port: 'http' }])], { port: 5432, protocol: 'TCP' }],
    ['ranges that do not meet', [out([{ port: 1, endPort: 79 }]), into([{ port: 80 }])], undefined],
    ['protocols that do not', [out([{ protocol: 'UDP' }]), into([{ port: 80 }])], undefined],
    ['all of UDP', [out([{ protocol: 'UDP' }]), into([])], { port: 0, protocol: 'UDP' }],
  ])('%s', (_, policies, found) => {
    expect(openPort(policies, web, db)).toEqual(found)
  })
})
