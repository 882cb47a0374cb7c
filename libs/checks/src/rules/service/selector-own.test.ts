import { table } from '../../../test/case.ts'
import { all, copy, set } from '../../../test/fixture.ts'
import { selectorOwn } from './selector-own.ts'

table(selectorOwn, [
  {
    name: 'a selector beside the labels',
    change: set('deployment-queue', 'spec.selector.matchLabels.tier', 'back'),
    alone: true,
    says: [
      'deployment-queue spec.selector: app.kubernetes.io/name=queue, tier=back; ' +
        'labels of its own pod template (app.kubernetes.io/name=queue)',
    ],
  },
  {
    name: 'no selector',
    change: set('statefulset-ledger', 'spec.selector', undefined),
    says: ['statefulset-ledger spec.selector: nothing; labels of its pods'],
  },
  {
    name: 'two workloads with the same labels',
    change: all(
      copy('deployment-queue', 'queue2'),
      set('deployment-queue2', 'spec.template.metadata.labels.tier', 'b'),
    ),
    says: [
      'deployment-queue spec.selector: app.kubernetes.io/name=queue; ' +
        'labels that only its own pods have, not those of "Deployment shop/queue2"',
      'deployment-queue2 spec.selector: app.kubernetes.io/name=queue; ' +
        'labels that only its own pods have, not those of "Deployment shop/queue"',
    ],
  },
])
