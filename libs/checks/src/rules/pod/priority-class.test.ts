import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { priorityClass } from './priority-class.ts'

const here = 'spec.template.spec.priorityClassName'

table(priorityClass, [
  {
    name: 'one that is not there',
    change: set('deployment-queue', here, 'urgent'),
    alone: true,
    says: [`deployment-queue ${here}: "urgent"; a PriorityClass of the cluster`],
  },
  { name: "Kubernetes' own", change: set('deployment-queue', here, 'system-node-critical'), says: [] },
])
