import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { pdbInteger } from './pdb-integer.ts'

table(pdbInteger, [
  {
    name: 'a percentage',
    change: set('poddisruptionbudget-web', 'spec.maxUnavailable', '25%'),
    alone: true,
    says: ['poddisruptionbudget-web spec.maxUnavailable: "25%"; a whole number of pods'],
  },
  {
    name: 'both',
    change: set('poddisruptionbudget-web', 'spec.minAvailable', 1),
    says: [
      'poddisruptionbudget-web spec: both maxUnavailable and minAvailable; one of maxUnavailable and minAvailable',
    ],
  },
  {
    name: 'neither',
    change: set('poddisruptionbudget-web', 'spec.maxUnavailable', undefined),
    says: ['poddisruptionbudget-web spec: nothing; one of maxUnavailable and minAvailable'],
  },
  {
    name: 'pods that never got ready',
    change: set('poddisruptionbudget-web', 'spec.unhealthyPodEvictionPolicy', 'IfHealthyBudget'),
    says: [
      'poddisruptionbudget-web spec.unhealthyPodEvictionPolicy: "IfHealthyBudget"; ' +
        '"AlwaysAllow": a pod that never got ready would hold its node',
    ],
  },
])
