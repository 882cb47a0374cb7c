import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { scalerMetrics } from './scaler-metrics.ts'

const metric = 'spec.metrics[0]'
const requests = 'spec.template.spec.containers[0].resources.requests'

table(scalerMetrics, [
  {
    name: 'a container that is not there',
    change: set('horizontalpodautoscaler-web', `${metric}.containerResource.container`, 'web'),
    alone: true,
    says: [`horizontalpodautoscaler-web ${metric}: a container "web"; a container of Rollout web`],
  },
  {
    name: 'a metric that nobody serves',
    change: set('horizontalpodautoscaler-web', metric, {
      type: 'External',
      external: { metric: { name: 'jobs' }, target: { type: 'Value', value: '5' } },
    }),
    says: [
      `horizontalpodautoscaler-web ${metric}.type: "External"; cpu or memory: nothing that we know serves other metrics to an HPA, which would never scale in`,
    ],
  },
  {
    name: 'no metrics',
    change: set('horizontalpodautoscaler-web', 'spec.metrics', []),
    says: ['horizontalpodautoscaler-web spec.metrics: nothing; at least one signal to scale on'],
  },
  {
    name: 'percent of nothing',
    change: set('rollout-web', `${requests}.cpu`, undefined),
    says: [
      `horizontalpodautoscaler-web ${metric}: percent of the cpu that app asks for, which is nothing; a request for cpu`,
    ],
  },
  {
    name: 'percent of nothing, over all containers',
    change: all(
      set('horizontalpodautoscaler-web', metric, {
        type: 'Resource',
        resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 70 } },
      }),
      set('rollout-web', `${requests}.memory`, undefined),
    ),
    says: [
      `horizontalpodautoscaler-web ${metric}: percent of the memory that app asks for, which is nothing; a request for memory`,
    ],
  },
  {
    name: 'an amount needs no request',
    change: all(
      set('horizontalpodautoscaler-web', `${metric}.containerResource.target`, {
        type: 'AverageValue',
        averageValue: '1',
      }),
      set('rollout-web', `${requests}.cpu`, undefined),
    ),
    says: [],
  },
  {
    name: 'a trigger without a query',
    change: set('scaledobject-queue', 'spec.triggers[0].metadata.query', ' '),
    says: ['scaledobject-queue spec.triggers[0].metadata.query: " "; text, as a prometheus trigger needs it'],
  },
  {
    name: 'a threshold that is a number',
    change: set('scaledobject-queue', 'spec.triggers[0].metadata.threshold', 5),
    says: ['scaledobject-queue spec.triggers[0].metadata.threshold: 5; text, as a prometheus trigger needs it'],
  },
  {
    name: 'a trigger on a container that is not there',
    change: set('scaledobject-queue', 'spec.triggers[1].metadata.containerName', 'queue'),
    says: ['scaledobject-queue spec.triggers[1]: a container "queue"; a container of Deployment queue'],
  },
  {
    name: 'a login that is not there',
    change: set('scaledobject-queue', 'spec.triggers[0].authenticationRef', { name: 'aws' }),
    says: ['scaledobject-queue spec.triggers[0].authenticationRef.name: "aws"; a TriggerAuthentication that is there'],
  },
])
