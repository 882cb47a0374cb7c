import { table } from '../../../test/case.ts'
import { all, copy, move } from '../../../test/fixture.ts'
import { objectOnce } from './object-once.ts'

table(objectOnce, [
  {
    name: 'the same object in two folders',
    alone: true,
    change: all(
      copy('resourcequota-shop', 'shop', 'copy'),
      move('copy', 'clusters/prod/shop/queue/resourcequota-shop.yaml'),
    ),
    says: [
      'resourcequota-shop metadata.name: ResourceQuota shop/shop; ' +
        'each object once (clusters/prod/shop/namespace/resourcequota-shop.yaml has it, too)',
    ],
  },
])
