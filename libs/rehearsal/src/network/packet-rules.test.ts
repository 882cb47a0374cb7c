import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Live } from '../cluster/kube-object.ts'
import { packetOf, permits, type Packet } from '../../test/permits.ts'
import { rulesOf } from './packet-rules.ts'

const object = (kind: string, name: string, namespace: string | undefined, labels: object, rest: object): Live =>
  ({ apiVersion: 'v1', kind, metadata: { name, namespace, labels }, ...rest }) as unknown as Live

const addresses: Readonly<Record<string, string>> = {
  web: '10.244.0.1',
  api: '10.244.0.2',
  db: '10.244.0.3',
  other: '10.244.0.4',
  node: '10.0.0.9',
  outside: '198.51.100.7',
  metadata: '169.254.169.254',
}
const pod = (name: string, namespace: string, labels: object) =>
  object('Pod', name, namespace, labels, {
    spec: {
      containers: [
        {
          ports: [
            { name: 'main', containerPort: name === 'db' ? 5432 : 8080 },
            { name: 'game', containerPort: 7000, protocol: 'UDP' },
          ],
        },
      ],
    },
    status: { phase: 'Running', podIP: addresses[name], hostIP: '10.0.0.9' },
  })
const pods = [
  pod('web', 'shop', { app: 'web', tier: 'front' }),
  pod('api', 'shop', { app: 'api' }),
  pod('db', 'data', { app: 'db' }),
  pod('other', 'data', {}),
]
const namespaces = [
  object('Namespace', 'shop', undefined, { team: 'shop' }, {}),
  object('Namespace', 'data', undefined, {}, {}),
]
const policy = (namespace: string, spec: object) => object('NetworkPolicy', 'some', namespace, {}, { spec })
const all = {}
const on = (app: string) => ({ matchLabels: { app } })

/** `web > api:8080` arrives, `web x api:8080` is refused. */
const says = (policies: readonly Live[], ...lines: readonly string[]) => {
  const ruleset = rulesOf(policies, pods, namespaces)
  for (const line of lines) {
    const [from = '', sign, to = ''] = line.split(' ')
    expect(`${line}: ${permits(ruleset, packetOf(from, to, addresses))}`).toBe(`${line}: ${sign === '>'}`)
  }
}

describe('rulesOf', () => {
  it('lets everything pass where no policy selects a pod', () => {
    says([], 'web > api:8080', 'outside > db:1', 'other > metadata:80')
    says([policy('shop', { podSelector: on('nobody') })], 'web > api:8080', 'outside > api:8080')
  })

  it.each<[string, object, readonly string[]]>([
    [
      'an empty selector selects all of its namespace',
      { podSelector: all },
      ['db x web:1', 'web x api:8080', 'web > db:1'],
    ],
    ['without policyTypes it is for ingress', { podSelector: all, ingress: [] }, ['outside x web:1', 'web > db:1']],
    ['and for egress where it has such rules', { podSelector: all, egress: [] }, ['web x db:1', 'db x web:1']],
    ['policyTypes decide', { podSelector: all, policyTypes: ['Egress'], ingress: [{}] }, ['web x db:1', 'db > web:1']],
    ['a pod reaches itself', { podSelector: all, policyTypes: ['Ingress', 'Egress'] }, ['web > web:1', 'web x api:1']],
    ['its machine reaches it', { podSelector: all }, ['node > web:1']],
    [
      'a rule without peers is for all',
      { podSelector: all, ingress: [{ ports: [{ port: 8080 }] }] },
      ['outside > web:8080', 'outside x web:81'],
    ],
    ['a rule without anything allows all', { podSelector: all, ingress: [{}] }, ['outside > web:1', 'db > api:9/UDP']],
    [
      'a protocol is TCP where none is said',
      { podSelector: all, ingress: [{ ports: [{ port: 53 }] }] },
      ['db > web:53', 'db x web:53/UDP'],
    ],
    [
      'UDP is not TCP',
      { podSelector: all, ingress: [{ ports: [{ protocol: 'UDP', port: 53 }] }] },
      ['db x web:53', 'db > web:53/UDP'],
    ],
    [
      'a protocol without a port is all of its ports',
      { podSelector: all, ingress: [{ ports: [{ protocol: 'UDP' }] }] },
      ['db x web:53', 'db > web:9/UDP'],
    ],
    [
      'endPort ends a range',
      { podSelector: all, ingress: [{ ports: [{ port: 80, endPort: 90 }] }] },
      ['db > web:80', 'db > web:90', 'db x web:91', 'db x web:79'],
    ],
    [
      'a pod selector is of the same namespace',
      { podSelector: on('api'), ingress: [{ from: [{ podSelector: all }] }] },
      ['web > api:1', 'db x api:1'],
    ],
    [
      'a namespace selector is for all of its pods',
      {
        podSelector: on('api'),
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } } }] }],
      },
      ['db > api:1', 'other > api:1', 'web x api:1'],
    ],
    [
      'both in one peer have to match',
      { podSelector: on('api'), ingress: [{ from: [{ namespaceSelector: all, podSelector: on('db') }] }] },
      ['db > api:1', 'other x api:1', 'web x api:1'],
    ],
    [
      'two peers are alternatives',
      {
        podSelector: on('api'),
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'shop' } } }, { podSelector: on('db') }] }],
      },
      ['web > api:1', 'db x api:1'],
    ],
    [
      'expressions count',
      { podSelector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] } },
      ['db x web:1', 'db > api:1'],
    ],
    [
      'peers that select nobody allow nobody',
      { podSelector: all, ingress: [{ from: [{ podSelector: on('nobody') }] }] },
      ['db x web:1', 'web x api:1'],
    ],
    [
      'a range with exceptions',
      {
        podSelector: on('web'),
        policyTypes: ['Egress'],
        egress: [
          {
            to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16', '10.0.0.0/8'] } }],
            ports: [{ port: 443 }],
          },
        ],
      },
      ['web > outside:443', 'web x outside:80', 'web x metadata:443', 'web x db:443'],
    ],
    [
      'an exception is of its own range',
      {
        podSelector: on('web'),
        policyTypes: ['Egress'],
        egress: [
          {
            to: [
              { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } },
              { ipBlock: { cidr: '169.254.169.254/32' } },
            ],
          },
        ],
      },
      ['web > metadata:80'],
    ],
    [
      'IPv6 is not there',
      { podSelector: on('web'), policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '::/0' } }] }] },
      ['web x outside:443'],
    ],
    [
      "a named port is the callee's own: ingress",
      { podSelector: all, ingress: [{ ports: [{ port: 'main' }] }] },
      ['db > web:8080', 'db x web:5432'],
    ],
    [
      "a named port is the callee's own: egress",
      {
        podSelector: on('web'),
        policyTypes: ['Egress'],
        egress: [{ to: [{ namespaceSelector: all }], ports: [{ port: 'main' }] }],
      },
      ['web > api:8080', 'web > db:5432', 'web x db:8080'],
    ],
    [
      'a named port of pods in a range: egress',
      {
        podSelector: on('web'),
        policyTypes: ['Egress'],
        egress: [
          { to: [{ ipBlock: { cidr: '10.244.0.0/16', except: ['10.244.0.2/32'] } }], ports: [{ port: 'main' }] },
        ],
      },
      ['web > db:5432', 'web x api:8080', 'web x outside:8080'],
    ],
    [
      'a named port has a protocol',
      { podSelector: all, ingress: [{ ports: [{ port: 'game' }, { port: 'game', protocol: 'UDP' }] }] },
      ['db x web:7000', 'db > web:7000/UDP'],
    ],
    [
      'a name that nobody has allows nothing',
      { podSelector: all, ingress: [{ ports: [{ port: 'nothing' }] }] },
      ['db x web:8080'],
    ],
    [
      'a protocol that is none allows nothing',
      { podSelector: all, ingress: [{ ports: [{ port: 1, protocol: 'ICMP' }] }] },
      ['db x web:1'],
    ],
  ])('%s', (_, spec, lines) => says([policy('shop', spec)], ...lines))

  it('policies add up, and both ends have to allow it', () => {
    const deny = policy('shop', { podSelector: all, policyTypes: ['Ingress', 'Egress'] })
    const out = policy('shop', {
      podSelector: on('web'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: on('api') }] }],
    })
    const into = policy('shop', { podSelector: on('api'), ingress: [{ from: [{ podSelector: on('web') }] }] })
    says([deny], 'web x api:1', 'web x db:1')
    says([deny, out], 'web x api:1')
    says([deny, into], 'web x api:1')
    says([deny, out, into], 'web > api:1', 'api x web:1', 'web x db:1')
  })

  it('pods that are over, that have no address or the address of their machine are nobody', () => {
    const gone = [
      { ...pod('web', 'shop', {}), status: { phase: 'Succeeded', podIP: '10.244.0.1' } },
      { ...pod('api', 'shop', {}), status: { phase: 'Pending' } },
      { ...pod('db', 'shop', {}), spec: { hostNetwork: true } },
    ] as readonly Live[]
    expect(rulesOf([policy('shop', { podSelector: all })], gone, namespaces).pods).toEqual([])
  })
})

const selector = fc.constantFrom({}, on('web'), on('api'), on('db'))
const peer = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector: fc.constantFrom({}, { matchLabels: { team: 'shop' } }), podSelector: selector }),
  fc.constant({ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }),
)
const port = fc.constantFrom({ port: 8080 }, { port: 'main' }, { port: 8000, endPort: 8090 }, { protocol: 'UDP' })
const peers = fc.array(peer, { maxLength: 2 })
const ports = fc.array(port, { maxLength: 2 })
const anyPolicy = fc
  .record({
    namespace: fc.constantFrom('shop', 'data'),
    podSelector: selector,
    policyTypes: fc.subarray(['Ingress', 'Egress'], { minLength: 1 }),
    ingress: fc.array(fc.record({ from: peers, ports }), { maxLength: 2 }),
    egress: fc.array(fc.record({ to: peers, ports }), { maxLength: 2 }),
  })
  .map(({ namespace, ...spec }) => policy(namespace, spec))
const anyPacket: fc.Arbitrary<Packet> = fc
  .record({
    from: fc.constantFrom('web', 'api', 'db', 'other', 'outside'),
    to: fc.constantFrom('web', 'api', 'db', 'other', 'outside'),
    port: fc.constantFrom('8080', '5432', '8005', '1', '7000/UDP'),
  })
  .map(({ from, to, port }) => packetOf(from, `${to}:${port}`, addresses))

describe('rulesOf, of any policies', () => {
  const some = fc.array(anyPolicy, { maxLength: 4 })
  const passes = (policies: readonly Live[], packet: Packet) => permits(rulesOf(policies, pods, namespaces), packet)

  it('their order says nothing, and a policy twice is one', () => {
    fc.assert(
      fc.property(some, anyPacket, (policies, packet) => {
        expect(passes([...policies].reverse(), packet)).toBe(passes(policies, packet))
        expect(passes([...policies, ...policies], packet)).toBe(passes(policies, packet))
      }),
      { numRuns: 150 },
    )
  })

  it('who is selected already loses nothing by one more', () => {
    const deny = ['shop', 'data'].map((name) => policy(name, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }))
    fc.assert(
      fc.property(some, anyPolicy, anyPacket, (policies, more, packet) => {
        if (passes([...deny, ...policies], packet)) expect(passes([...deny, ...policies, more], packet)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})
