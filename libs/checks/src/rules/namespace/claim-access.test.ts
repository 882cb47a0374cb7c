import { table } from '../../../test/case.ts'
import { add, all, set } from '../../../test/fixture.ts'
import { object } from '../../../test/fixture-app.ts'
import { claimAccess } from './claim-access.ts'

const claim = (team: string, ...accessModes: readonly string[]) =>
  add(
    team === 'shop' ? 'shop/web' : 'finance/report',
    object('v1', 'PersistentVolumeClaim', team, 'data', { spec: { accessModes } }),
  )
const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }]
const place = 'volumes[0].persistentVolumeClaim.claimName'
const mounted = (file: string) =>
  set(
    file,
    file.startsWith('cronjob') ? 'spec.jobTemplate.spec.template.spec.volumes' : 'spec.template.spec.volumes',
    volumes,
  )
const own = 'a volume of its own for each pod: two pods on two machines cannot mount it'

table(claimAccess, [
  {
    name: 'a disk of pods that a scaler makes more of',
    change: all(claim('shop', 'ReadWriteOnce'), mounted('rollout-web')),
    says: [`rollout-web spec.template.spec.${place}: "data"; ${own}`],
  },
  ...['Forbid', 'Replace'].map((policy) => ({
    name: `a disk of runs of which one is there, by ${policy}`,
    change: all(
      claim('finance', 'ReadWriteOnce'),
      mounted('cronjob-report'),
      set('cronjob-report', 'spec.concurrencyPolicy', policy),
    ),
    says: [],
  })),
  {
    name: 'a disk of runs that overlap',
    change: all(
      claim('finance', 'ReadWriteOnce'),
      mounted('cronjob-report'),
      set('cronjob-report', 'spec.concurrencyPolicy', 'Allow'),
    ),
    says: [`cronjob-report spec.jobTemplate.spec.template.spec.${place}: "data"; ${own}`],
  },
  {
    name: 'a disk on many machines',
    change: claim('shop', 'ReadWriteMany'),
    says: [
      'persistentvolumeclaim-data spec.accessModes: ["ReadWriteMany"]; ReadWriteOnce: a disk of EBS is on one machine at a time',
    ],
    alone: true,
  },
])
