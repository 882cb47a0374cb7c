import { table } from '../../../test/case.ts'
import { copy } from '../../../test/fixture.ts'
import { sidecarOnce } from './sidecar-once.ts'

table(sidecarOnce, [
  {
    name: 'two for the same pods',
    change: copy('sidecar-web', 'web-two'),
    alone: true,
    says: ['rollout-web spec.template.metadata.labels: labels that "web" and "web-two" select; one Sidecar for a pod'],
  },
])
