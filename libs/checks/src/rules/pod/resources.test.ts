import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { resources } from './resources.ts'

const r = 'spec.template.spec.containers[0].resources'

table(resources, [
  {
    name: 'no request for disk',
    change: set('deployment-queue', `${r}.requests."ephemeral-storage"`, undefined),
    alone: true,
    says: [`deployment-queue ${r}.requests: no ephemeral-storage; a request for ephemeral-storage`],
  },
  {
    name: 'no limit for memory',
    change: set('deployment-queue', `${r}.limits.memory`, undefined),
    says: [`deployment-queue ${r}.limits: no memory; a limit for memory`],
  },
  {
    name: 'a limit under its request',
    change: set('deployment-queue', `${r}.limits.memory`, '0.1Gi'),
    says: [`deployment-queue ${r}.limits.memory: "0.1Gi"; at least the request ("128Mi")`],
  },
  {
    name: 'the same amount in other units',
    change: set('deployment-queue', `${r}.limits.memory`, '134217728'),
    says: [],
  },
  {
    name: 'no quantity',
    change: set('deployment-queue', `${r}.requests.cpu`, 'a lot'),
    says: [`deployment-queue ${r}.requests.cpu: "a lot"; a quantity such as "250m" or "256Mi"`],
  },
  {
    name: 'an init container that asks for nothing',
    change: set('cronjob-report', 'spec.jobTemplate.spec.template.spec.initContainers', [{ name: 'once' }]),
    says: ['cpu', 'memory', 'ephemeral-storage']
      .map(
        (name) =>
          `cronjob-report spec.jobTemplate.spec.template.spec.initContainers[0].resources.requests: no ${name}; a request for ${name}`,
      )
      .concat(
        'cronjob-report spec.jobTemplate.spec.template.spec.initContainers[0].resources.limits: no memory; a limit for memory',
      ),
  },
])
