import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { drainTime } from './drain-time.ts'

const container = 'spec.template.spec.containers[0]'
const grace = 'spec.template.spec.terminationGracePeriodSeconds'

table(drainTime, [
  {
    name: 'no time left',
    change: set('deployment-queue', grace, 10),
    alone: true,
    says: [`deployment-queue ${grace}: 10 seconds; more than the preStop hook of app takes (10 seconds)`],
  },
  {
    name: 'the default grace',
    change: set('deployment-queue', `${container}.lifecycle.preStop.sleep.seconds`, 40),
    says: [`deployment-queue ${grace}: 30 seconds; more than the preStop hook of app takes (40 seconds)`],
  },
  {
    name: 'a sleep by command',
    change: set('deployment-queue', `${container}.lifecycle.preStop`, { exec: { command: ['sh', '-c', 'sleep 45'] } }),
    says: [`deployment-queue ${grace}: 30 seconds; more than the preStop hook of app takes (45 seconds)`],
  },
  {
    name: 'no wait',
    change: set('deployment-queue', `${container}.lifecycle`, undefined),
    says: [
      `deployment-queue ${container}.lifecycle.preStop: nothing; a sleep, in which proxies learn that the pod is going`,
    ],
  },
])
