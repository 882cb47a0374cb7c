import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { statefulService } from './stateful-service.ts'

table(statefulService, [
  {
    name: 'one that is not there',
    change: set('statefulset-ledger', 'spec.serviceName', 'ledgers'),
    says: ['statefulset-ledger spec.serviceName: "ledgers"; a Service in finance'],
    alone: true,
  },
  {
    name: 'none',
    change: set('statefulset-ledger', 'spec.serviceName', undefined),
    says: ['statefulset-ledger spec.serviceName: nothing; a Service in finance'],
  },
  {
    name: 'one with an address of its own',
    change: set('service-ledger', 'spec.clusterIP', undefined),
    says: ['service-ledger spec.clusterIP: nothing; "None", as StatefulSet ledger names its pods by it'],
    alone: true,
  },
  {
    name: 'one of other pods',
    change: set('service-ledger', 'spec.selector', { 'app.kubernetes.io/name': 'report' }),
    says: ['statefulset-ledger spec.serviceName: "ledger"; a Service that selects its pods'],
  },
])
