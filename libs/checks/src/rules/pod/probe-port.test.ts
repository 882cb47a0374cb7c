import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { probePort } from './probe-port.ts'

const container = 'spec.template.spec.containers[0]'

table(probePort, [
  {
    name: 'a name that is no port',
    change: set('deployment-queue', `${container}.livenessProbe.httpGet.port`, 'htp'),
    alone: true,
    says: [`deployment-queue ${container}.livenessProbe.httpGet.port: "htp"; a port of the container app`],
  },
  {
    name: 'a number that is not declared',
    change: set('deployment-queue', `${container}.startupProbe`, { tcpSocket: { port: 9 } }),
    says: [`deployment-queue ${container}.startupProbe.tcpSocket.port: 9; a port of the container app`],
  },
  {
    name: 'a number that is declared',
    change: set('deployment-queue', `${container}.startupProbe`, { grpc: { port: 8080 } }),
    says: [],
  },
])
