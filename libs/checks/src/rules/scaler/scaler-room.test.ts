import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { scalerRoom } from './scaler-room.ts'

const cpu = 'spec.template.spec.containers[0].resources.requests.cpu'
// Both pools together may have 32 vCPUs. The machine that keeps least for itself, m7i.24xlarge, keeps 310m and has 280m
// of DaemonSets, of 96: 99.4 %.
const room = 'at most the 31.8 vCPU that "base" and "spot" can grow to'

table(scalerRoom, [
  {
    // 10 pods and 10 of the canary, 2 vCPUs and the proxy's 100m each.
    name: 'a canary at its most',
    change: set('rollout-web', cpu, '2'),
    alone: true,
    says: [`horizontalpodautoscaler-web spec.maxReplicas: 10 pods, 20 while a new version comes: 42.0 vCPU; ${room}`],
  },
  {
    name: 'a rolling update, which has a quarter more',
    change: set('deployment-queue', cpu, '3'),
    says: [`scaledobject-queue spec.maxReplicaCount: 10 pods, 13 while a new version comes: 40.3 vCPU; ${room}`],
  },
  {
    name: 'a number of pods that nobody changes',
    change: set('statefulset-ledger', 'spec.replicas', 400),
    says: [`statefulset-ledger spec.replicas: 400 pods, 400 while a new version comes: 80.0 vCPU; ${room}`],
  },
  { name: 'half of it fits', change: set('rollout-web', cpu, '1'), says: [] },
])
