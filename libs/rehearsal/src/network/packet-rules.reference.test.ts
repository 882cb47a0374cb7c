import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fields, labelsOf, letsPass, namedPorts, type NetworkEnd, type NetworkPort } from '@slipway/kube'
import type { Live } from '../cluster/kube-object.ts'
import { runs } from '@slipway/core/runs'
import { permits } from '../../test/permits.ts'
import { protocols, rulesOf } from './packet-rules.ts'

const live = (kind: string, metadata: object, rest: object): Live =>
  ({ apiVersion: 'v1', kind, metadata, ...rest }) as unknown as Live

const spaces = ['shop', 'data', 'other'] as const
const namespaces = [
  live('Namespace', { name: 'shop', labels: { team: 'a', tier: 'front' } }, {}),
  live('Namespace', { name: 'data', labels: { team: 'b' } }, {}),
  live('Namespace', { name: 'other' }, {}),
]
const namespaceLabels = (name: string) => ({
  'kubernetes.io/metadata.name': name,
  ...labelsOf(namespaces.find(({ metadata }) => metadata.name === name)?.metadata.labels),
})

const labels = fc.record(
  { app: fc.constantFrom('web', 'api'), tier: fc.constantFrom('front', 'back') },
  { requiredKeys: [] },
)
const port = fc.constantFrom(80, 8080, 8085, 9000)
const protocol = fc.constantFrom('TCP', 'UDP', 'SCTP')
const named = fc.record(
  { name: fc.constantFrom('main', 'side'), containerPort: port, protocol },
  { requiredKeys: ['name', 'containerPort'] },
)
const anyPods = fc.array(
  fc.record({
    namespace: fc.constantFrom(...spaces),
    labels,
    ports: fc.uniqueArray(named, { maxLength: 3, selector: ({ name, protocol }) => `${name}/${protocol}` }),
  }),
  { minLength: 2, maxLength: 5 },
)

const expression = fc.oneof(
  fc.record({
    key: fc.constantFrom('app', 'tier', 'team'),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.subarray(['web', 'front', 'a'], { minLength: 1 }),
  }),
  fc.record({ key: fc.constantFrom('app', 'tier', 'team'), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
)
const selector = fc.record(
  {
    matchLabels: fc.oneof(labels, fc.constantFrom({ team: 'a' }, { 'kubernetes.io/metadata.name': 'data' })),
    matchExpressions: fc.array(expression, { maxLength: 1 }),
  },
  { requiredKeys: [] },
)
const range = fc.constantFrom(
  '0.0.0.0/0',
  '10.244.0.0/16',
  '10.244.0.0/30',
  '10.244.0.2/32',
  '10.244.0.4/31',
  '198.51.100.0/24',
  'fd00::/8',
)
const peer = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector: selector }),
  fc.record({ namespaceSelector: selector, podSelector: selector }),
  fc.record({
    ipBlock: fc.record({ cidr: range, except: fc.array(range, { maxLength: 2 }) }, { requiredKeys: ['cidr'] }),
  }),
)
const entry = fc.oneof(
  fc.record({ port: fc.oneof(port, fc.constantFrom('main', 'side')), protocol }, { requiredKeys: ['port'] }),
  fc.record(
    { port: fc.constantFrom(80, 8080), endPort: fc.constantFrom(8080, 8085), protocol },
    { requiredKeys: ['port', 'endPort'] },
  ),
  fc.record({ protocol }),
)
const rules = (side: 'from' | 'to') =>
  fc.array(
    fc.record(
      { [side]: fc.array(peer, { maxLength: 2 }), ports: fc.array(entry, { maxLength: 2 }) },
      { requiredKeys: [] },
    ),
    { maxLength: 2 },
  )
const anyPolicy = fc.record({
  namespace: fc.constantFrom(...spaces),
  spec: fc.record(
    {
      podSelector: selector,
      policyTypes: fc.subarray(['Ingress', 'Egress']),
      ingress: rules('from'),
      egress: rules('to'),
    },
    { requiredKeys: ['podSelector'] },
  ),
})

const outside = ['198.51.100.7', '10.0.0.3']
const ends = fc.record({ from: fc.nat(6), to: fc.nat(6), port, protocol })

it('what the kernel is told is what the documentation says, for any policies, pods and packets', () => {
  const seen = { open: 0, shut: 0 }
  fc.assert(
    fc.property(
      anyPods,
      fc.array(anyPolicy, { maxLength: 5 }),
      fc.array(ends, { minLength: 4, maxLength: 8 }),
      (made, policies, packets) => {
        const pods = made.map(({ namespace, labels, ports }, n) =>
          live(
            'Pod',
            { name: `pod-${n}`, namespace, labels },
            {
              spec: { containers: [{ ports }] },
              status: { phase: 'Running', podIP: `10.244.0.${n + 1}`, hostIP: '10.0.0.9' },
            },
          ),
        )
        const all: readonly { readonly address: string; readonly end: NetworkEnd }[] = [
          ...pods.map(({ metadata, spec, status }) => {
            const address = status?.podIP ?? ''
            const namespace = metadata.namespace ?? ''
            const ports = namedPorts(fields(spec))
            return {
              address,
              end: {
                ranges: [address],
                pods: {
                  namespace,
                  namespaceLabels: namespaceLabels(namespace),
                  labels: labelsOf(metadata.labels),
                  ports,
                },
              },
            }
          }),
          ...outside.map((address) => ({ address, end: { ranges: [address] } })),
        ]
        const ruleset = rulesOf(
          policies.map(({ namespace, spec }, n) => live('NetworkPolicy', { name: `policy-${n}`, namespace }, { spec })),
          pods,
          namespaces,
        )
        for (const { from, to, port, protocol } of packets) {
          const [sender, receiver] = [all[from % all.length], all[to % all.length]]
          // To itself a pod may always send: the filter knows that, and the evaluator is not asked.
          if (sender === undefined || receiver === undefined || sender === receiver) continue
          const at = { port, protocol } as NetworkPort
          const meant = (['Egress', 'Ingress'] as const).every((direction) =>
            letsPass(policies, sender.end, receiver.end, at, direction),
          )
          const packet = { from: sender.address, to: receiver.address, port, protocol: protocols[protocol] ?? 0 }
          expect([packet, permits(ruleset, packet)]).toEqual([packet, meant])
          seen[meant ? 'open' : 'shut']++
        }
      },
    ),
    { numRuns: runs(400, 5_000) },
  )
  // A generator whose policies shut everything, or nothing, would compare nothing.
  expect(Math.min(seen.open, seen.shut)).toBeGreaterThan(200)
})
