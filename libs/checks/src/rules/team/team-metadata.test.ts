import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { teamMetadata } from './team-metadata.ts'

const annotations = 'metadata.annotations'

table(teamMetadata, [
  {
    name: 'a name in DNS',
    change: set('service-queue', annotations, { 'external-dns.alpha.kubernetes.io/hostname': 'a.example.com' }),
    says: [
      `service-queue ${annotations}."external-dns.alpha.kubernetes.io/hostname": "a.example.com"; annotations that no controller of the platform obeys, or that the team may use`,
    ],
    alone: true,
  },
  {
    name: 'what Argo CD is told, and a note',
    change: set('service-queue', annotations, { 'argocd.argoproj.io/sync-wave': '1', note: 'mine' }),
    says: [],
  },
  {
    name: 'a finalizer',
    change: set('service-queue', 'metadata.finalizers', ['example.com/hold']),
    says: [
      'service-queue metadata.finalizers[0]: "example.com/hold"; none: an object that cannot be deleted holds its namespace and its Application',
    ],
  },
])
