import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { routeNames } from './route-names.ts'

const match = [{ uri: { exact: '/x' } }]
const route = [{ destination: { host: 'queue', port: { number: 80 } } }]

table(routeNames, [
  {
    name: 'the same name twice',
    alone: true,
    change: (e) =>
      set('virtualservice-queue', 'spec.http[0]', { name: 'primary', match, route })(
        set('virtualservice-queue', 'spec.http[1]', { name: 'primary', route })(e),
      ),
    says: ['virtualservice-queue spec.http[1].name: "primary"; each name once (http[0] has it, too)'],
  },
])
