import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { routeWeights } from './route-weights.ts'

table(routeWeights, [
  {
    name: 'too much',
    change: set('virtualservice-web', 'spec.http[1].route[1].weight', 10),
    alone: true,
    says: ['virtualservice-web spec.http[1].route: weights of 110 in all; 100 in all'],
  },
  {
    name: 'unsaid',
    change: set('virtualservice-web', 'spec.http[1].route[0].weight', undefined),
    says: ['virtualservice-web spec.http[1].route: weights of 0 in all; 100 in all'],
  },
  {
    name: 'a single one of less',
    change: set('virtualservice-queue', 'spec.http[0].route[0].weight', 50),
    says: ['virtualservice-queue spec.http[0].route: weights of 50 in all; 100 in all'],
  },
])
