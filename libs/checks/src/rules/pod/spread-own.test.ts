import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { spreadOwn } from './spread-own.ts'

const constraint = 'spec.template.spec.topologySpreadConstraints[0]'
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution'
const term = (name: string) => ({
  podAntiAffinity: {
    [preferred]: [
      {
        weight: 1,
        podAffinityTerm: {
          topologyKey: 'kubernetes.io/hostname',
          labelSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
        },
      },
    ],
  },
})

table(spreadOwn, [
  {
    name: 'a constraint that counts others',
    change: set('deployment-queue', `${constraint}.labelSelector.matchLabels`, { 'app.kubernetes.io/name': 'web' }),
    alone: true,
    says: [
      `deployment-queue ${constraint}.labelSelector: app.kubernetes.io/name=web; labels of its own pods (app.kubernetes.io/name=queue)`,
    ],
  },
  {
    name: 'a constraint that counts nobody',
    change: set('deployment-queue', `${constraint}.labelSelector`, undefined),
    says: [
      `deployment-queue ${constraint}.labelSelector: nothing; labels of its own pods (app.kubernetes.io/name=queue)`,
    ],
  },
  {
    name: 'a constraint over nothing',
    change: set('deployment-queue', `${constraint}.topologyKey`, undefined),
    says: [
      `deployment-queue ${constraint}.topologyKey: nothing; a label of nodes, such as topology.kubernetes.io/zone`,
    ],
  },
  {
    name: 'an affinity to pods that are there',
    change: set('deployment-queue', 'spec.template.spec.affinity', term('web')),
    says: [],
  },
  {
    name: 'an affinity to nobody',
    change: set('deployment-queue', 'spec.template.spec.affinity', term('wbe')),
    says: [
      `deployment-queue spec.template.spec.affinity.podAntiAffinity.${preferred}[0].podAffinityTerm.labelSelector: ` +
        'app.kubernetes.io/name=wbe; labels that pods in shop have',
    ],
  },
])
