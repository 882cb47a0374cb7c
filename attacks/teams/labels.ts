import { spec } from '@slipway/release/sample'
import type { Attack } from '../estate.ts'

const ports = [
  { protocol: 'TCP', port: 8080 },
  { protocol: 'UDP', port: 5353 },
]
const finance = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'finance' } } }
const ledger = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'ledger' } } }
const policy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'more' },
  spec: {
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
    policyTypes: ['Egress'],
    egress: [{ to: [{ ...finance, ...ledger }], ports }],
  },
}

const extra = `export default {
  add: () => ${JSON.stringify([policy])},
  patch: (object) => {
    if (object.kind === 'Deployment') object.spec.template.metadata.labels['calls.slipway.dev/ledger'] = 'true'
    return object
  },
}
`

export default {
  name: "takes the label of a caller, without the call, for another team's port of UDP",
  why: 'policies of the network let callers in by that label; the mesh, which asks who they are, does not carry UDP',
  async run(estate) {
    estate.put('apps/ledger/app.ts', {
      ...spec,
      team: 'finance',
      ports: { dns: { port: 5353, protocol: 'udp' } },
    })
    await estate.gen()
    await estate.passes()
    estate.put('apps/web/extra.ts', extra)
    await estate.gen()
    await estate.refuses('network-pairs')
  },
} satisfies Attack
