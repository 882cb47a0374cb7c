import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { callResolves } from './call-resolves.ts'

const value = 'spec.template.spec.containers[0].env[0].value'

table(callResolves, [
  {
    name: 'an app that is not there',
    change: set('rollout-web', value, 'http://queues.shop'),
    says: [`rollout-web ${value}: "http://queues.shop"; a Service of shop in prod`],
    alone: true,
  },
  {
    name: 'an app of its calls that has no release yet',
    change: all(
      set('rollout-web', value, 'http://later.shop'),
      set('rollout-web', 'spec.template.metadata.labels."calls.slipway.dev/later"', 'true'),
    ),
    says: [`rollout-web ${value}: no release of later in prod; a release of later in prod`],
  },
  {
    name: 'a port that it has not',
    change: set('rollout-web', value, 'http://queue.shop:8080'),
    says: [`rollout-web ${value}: "http://queue.shop:8080"; a port of queue.shop: 80`],
  },
  {
    name: 'the world outside',
    change: set('rollout-web', value, 'https://sqs.eu-west-1.amazonaws.com/1/orders'),
    says: [],
  },
  { name: 'an add-on', change: set('rollout-web', value, 'http://prometheus.monitoring:9090'), says: [] },
])
