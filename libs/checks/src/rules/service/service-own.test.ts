import { table } from '../../../test/case.ts'
import { all, copy, set } from '../../../test/fixture.ts'
import { serviceOwn } from './service-own.ts'

table(serviceOwn, [
  {
    name: "a Service that takes another app's pods, too",
    alone: true,
    change: all(
      set('deployment-queue', 'spec.template.metadata.labels.tier', 'a'),
      set('rollout-web', 'spec.template.metadata.labels.tier', 'a'),
      set('service-web-stable', 'spec.selector', { tier: 'a' }),
    ),
    says: ['service-web-stable spec.selector: tier=a, which "Deployment shop/queue" has; pods of web alone'],
  },
  {
    name: 'a Service over two workloads of its app',
    change: all(
      copy('deployment-queue', 'queue2'),
      set('deployment-queue2', 'spec.template.metadata.labels.tier', 'b'),
    ),
    says: [
      'service-queue spec.selector: app.kubernetes.io/name=queue, which "Deployment shop/queue" and "Deployment shop/queue2" ' +
        'have; pods of one workload',
    ],
  },
  {
    name: 'a Rollout beside the Deployment that it replaces',
    change: all(copy('deployment-queue', 'queue', 'rollout-queue'), set('rollout-queue', 'kind', 'Rollout')),
    says: [],
  },
])
