import { table } from '../../../test/case.ts'
import { copy } from '../../../test/fixture.ts'
import { pdbOnce } from './pdb-once.ts'

table(pdbOnce, [
  {
    name: 'two for the same pods',
    change: copy('poddisruptionbudget-web', 'web-two'),
    alone: true,
    says: [
      'rollout-web spec.template.metadata.labels: labels that "web" and "web-two" select; one PodDisruptionBudget for a pod',
    ],
  },
])
