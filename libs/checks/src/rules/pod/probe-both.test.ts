import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { probeBoth } from './probe-both.ts'

const pod = 'spec.template.spec'

table(probeBoth, [
  {
    name: 'not asked whether it is ready',
    change: set('deployment-queue', `${pod}.containers[0].readinessProbe`, undefined),
    alone: true,
    says: [`deployment-queue ${pod}.containers[0].readinessProbe: nothing; a readinessProbe`],
  },
  {
    name: 'a sidecar with a port',
    change: set('deployment-queue', `${pod}.containers[1]`, {
      name: 'proxy',
      ports: [{ name: 'admin', containerPort: 1 }],
    }),
    says: [
      `deployment-queue ${pod}.containers[1].readinessProbe: nothing; a readinessProbe`,
      `deployment-queue ${pod}.containers[1].livenessProbe: nothing; a livenessProbe`,
    ],
  },
  {
    name: 'a sidecar that nobody can ask',
    change: set('deployment-queue', `${pod}.containers[1]`, { name: 'agent' }),
    says: [],
  },
  {
    name: 'an init container',
    change: set('deployment-queue', `${pod}.initContainers`, [{ name: 'once', ports: [{ containerPort: 1 }] }]),
    says: [],
  },
])
