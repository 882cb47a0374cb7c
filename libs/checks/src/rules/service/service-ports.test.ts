import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { servicePorts } from './service-ports.ts'

table(servicePorts, [
  {
    name: 'a target port that no pod has',
    change: set('service-queue', 'spec.ports[0].targetPort', 'htp'),
    alone: true,
    says: ['service-queue spec.ports[0].targetPort: "htp"; a port of Deployment queue'],
  },
  {
    name: 'two ports, one without a name',
    change: set('service-queue', 'spec.ports[1]', { port: 81, targetPort: 'http' }),
    says: ['service-queue spec.ports[1].name: nothing; a name, as there is more than one port'],
  },
  {
    name: 'two ports of one name and number',
    change: set('service-queue', 'spec.ports[1]', { name: 'http', port: 80, targetPort: 'http' }),
    says: [
      'service-queue spec.ports[1].name: "http"; each name once (ports[0] has it, too)',
      'service-queue spec.ports[1].port: 80; each port once (ports[0] has it, too)',
    ],
  },
])
