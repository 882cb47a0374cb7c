import { table } from '../../../test/case.ts'
import { add, all, set } from '../../../test/fixture.ts'
import { labels, object } from '../../../test/fixture-app.ts'
import { pdbRoom } from './pdb-room.ts'

const ledger = object('policy/v1', 'PodDisruptionBudget', 'finance', 'ledger', {
  spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: labels('ledger') } },
})

table(pdbRoom, [
  {
    name: 'no pod may go',
    change: set('poddisruptionbudget-web', 'spec.maxUnavailable', 0),
    alone: true,
    says: ['poddisruptionbudget-web spec.maxUnavailable: 0; at least 1: no node with such a pod could ever be drained'],
  },
  {
    name: 'as many wanted as there are',
    change: set('poddisruptionbudget-web', 'spec', {
      minAvailable: 2,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: labels('web') },
    }),
    says: ['poddisruptionbudget-web spec.minAvailable: 2; less than the fewest pods of Rollout shop/web (2)'],
  },
  {
    name: 'one pod',
    change: add('finance/ledger', ledger),
    says: [
      'poddisruptionbudget-ledger spec.selector: StatefulSet finance/ledger, which has 1 pods at most; ' +
        'two pods or more, or no PodDisruptionBudget',
    ],
  },
  {
    name: 'two pods',
    change: all(add('finance/ledger', ledger), set('statefulset-ledger', 'spec.replicas', 2)),
    says: [],
  },
  { name: 'one pod that may become ten', change: set('scaledobject-queue', 'spec.minReplicaCount', 1), says: [] },
])
