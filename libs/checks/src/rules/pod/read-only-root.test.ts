import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { readOnlyRoot } from './read-only-root.ts'

const here = 'spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem'

table(readOnlyRoot, [
  {
    name: 'unsaid',
    change: set('deployment-queue', here, undefined),
    says: [`deployment-queue ${here}: nothing; true`],
    alone: true,
  },
  { name: 'denied', change: set('deployment-queue', here, false), says: [`deployment-queue ${here}: false; true`] },
])
