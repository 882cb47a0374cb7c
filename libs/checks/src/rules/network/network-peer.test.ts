import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { networkPeer } from './network-peer.ts'

const from = 'spec.ingress[0].from'
const to = 'spec.egress[0].to'
const pods = (name: string) => ({ podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } })

table(networkPeer, [
  {
    name: 'everybody',
    change: set('networkpolicy-report', from, undefined),
    says: [`networkpolicy-report ${from}: everybody; who is meant`],
    alone: true,
  },
  {
    name: 'every namespace',
    change: set('networkpolicy-report', from, [{ namespaceSelector: {} }]),
    says: [`networkpolicy-report ${from}[0].namespaceSelector: every namespace; the namespace that is meant`],
  },
  {
    name: 'the world',
    change: set('networkpolicy-report', from, [{ ipBlock: { cidr: '0.0.0.0/0' } }]),
    says: [`networkpolicy-report ${from}[0].ipBlock.cidr: 0.0.0.0/0; a range that is meant`],
  },
  {
    name: 'to the world, private addresses too',
    change: set('networkpolicy-report', to, [{ ipBlock: { cidr: '0.0.0.0/0' } }]),
    says: [
      `networkpolicy-report ${to}[0].ipBlock.cidr: 0.0.0.0/0; public addresses only: with exceptions for private ones`,
    ],
  },
  {
    name: 'to public addresses',
    change: set('networkpolicy-report', to, [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }]),
    says: [],
  },
  {
    name: 'pods that are not there',
    change: set('networkpolicy-report', to, [pods('ledgers')]),
    says: [
      `networkpolicy-report ${to}[0].podSelector: app.kubernetes.io/name=ledgers; labels that pods in finance have`,
    ],
  },
  {
    name: "another team's pods",
    change: set('networkpolicy-report', to, [
      { ...pods('queue'), namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } },
    ]),
    says: [],
  },
  {
    name: "an add-on's pods",
    change: set('networkpolicy-report', to, [
      { ...pods('dns'), namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } },
    ]),
    says: [],
  },
])
