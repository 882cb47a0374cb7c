import { table } from '../../../test/case.ts'
import { add, set } from '../../../test/fixture.ts'
import { object } from '../../../test/fixture-app.ts'
import { storageClass } from './storage-class.ts'

const here = 'spec.volumeClaimTemplates[0].spec.storageClassName'
const claim = object('v1', 'PersistentVolumeClaim', 'finance', 'old', { spec: { storageClassName: 'gp2' } })

table(storageClass, [
  { name: 'one that is there', change: set('statefulset-ledger', here, 'gp3'), says: [] },
  {
    name: 'one that is not',
    change: set('statefulset-ledger', here, 'gp4'),
    says: [`statefulset-ledger ${here}: "gp4"; a StorageClass of the cluster`],
    alone: true,
  },
  {
    name: 'a claim of its own',
    change: add('finance/ledger', claim),
    says: ['persistentvolumeclaim-old spec.storageClassName: "gp2"; a StorageClass of the cluster'],
  },
])
