import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { probeDistinct } from './probe-distinct.ts'

const container = 'spec.template.spec.containers[0]'
const tcp = { tcpSocket: { port: 'http' } }

table(probeDistinct, [
  {
    name: 'one path for both',
    change: set('deployment-queue', `${container}.readinessProbe.httpGet.path`, '/healthz'),
    alone: true,
    says: [`deployment-queue ${container}.readinessProbe: "/healthz"; another question than the livenessProbe asks`],
  },
  {
    name: 'one path at another pace',
    change: all(
      set('deployment-queue', `${container}.readinessProbe.httpGet.path`, '/healthz'),
      set('deployment-queue', `${container}.readinessProbe.periodSeconds`, 5),
    ),
    says: [`deployment-queue ${container}.readinessProbe: "/healthz"; another question than the livenessProbe asks`],
  },
  {
    name: 'one command of a program without a port',
    change: all(
      set('deployment-queue', `${container}.ports`, []),
      set('deployment-queue', `${container}.readinessProbe`, { exec: { command: ['alive'] } }),
      set('deployment-queue', `${container}.livenessProbe`, { exec: { command: ['alive'] } }),
    ),
    says: [],
  },
  {
    name: 'a program that only takes connections',
    change: all(
      set('deployment-queue', `${container}.readinessProbe`, tcp),
      set('deployment-queue', `${container}.livenessProbe`, tcp),
    ),
    says: [],
  },
])
