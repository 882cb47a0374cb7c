import { table } from '../../../test/case.ts'
import { move, set } from '../../../test/fixture.ts'
import { objectPath } from './object-path.ts'

table(objectPath, [
  {
    name: 'a file named after another object',
    change: move('service-queue', 'clusters/prod/shop/queue/service-queues.yaml'),
    alone: true,
    says: ['service-queues metadata.name: Service queue; a file named service-queue.yaml'],
  },
  {
    name: 'a file too deep',
    change: move('service-queue', 'clusters/prod/shop/queue/more/service-queue.yaml'),
    says: ['service-queue: a path of 6 parts; clusters/<cluster>/<team>/<app>/<kind>-<name>.yaml'],
  },
  {
    name: 'a hash in the name of a Service',
    change: move('service-queue', 'clusters/prod/shop/queue/service-queue-0a1b2c3d.yaml'),
    alone: true,
    says: ['service-queue-0a1b2c3d metadata.name: Service queue; a file named service-queue.yaml'],
  },
  {
    name: 'a hash that is none',
    change: set('configmap-web-config', 'metadata.name', 'web-config-0a1b2c3z'),
    says: [
      'configmap-web-config metadata.name: ConfigMap web-config-0a1b2c3z; ' +
        'a file named configmap-web-config-0a1b2c3z.yaml or configmap-web-config-0a1b2c3z.yaml',
    ],
  },
])
