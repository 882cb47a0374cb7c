import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { quotaRoom } from './quota-room.ts'

// In `shop`, web and queue have 10 pods at the most, 100m and 128Mi each and as much again for the proxy (128Mi); web's
// canary doubles its pods.
table(quotaRoom, [
  {
    name: 'too few pods',
    change: set('resourcequota-shop', 'spec.hard.pods', '29'),
    alone: true,
    says: [
      'resourcequota-shop spec.hard.pods: 29; at least 30: 20 at the most of all apps, 10 for the largest release',
    ],
  },
  { name: 'just enough pods', change: set('resourcequota-shop', 'spec.hard.pods', '30'), says: [] },
  {
    name: 'too little cpu',
    change: set('resourcequota-shop', 'spec.hard."requests.cpu"', '5'),
    says: [
      'resourcequota-shop spec.hard."requests.cpu": 5; at least 6: 4 at the most of all apps, 2 for the largest release',
    ],
  },
  {
    name: 'too little memory',
    change: set('resourcequota-shop', 'spec.hard."requests.memory"', '7Gi'),
    says: [
      'resourcequota-shop spec.hard."requests.memory": 7Gi; at least 8Gi: 5Gi at the most of all apps, 3Gi for the largest release',
    ],
  },
  {
    name: 'too little room for volumes',
    change: set('resourcequota-finance', 'spec.hard."requests.storage"', '512Mi'),
    says: [
      'resourcequota-finance spec.hard."requests.storage": 512Mi; at least 1Gi: 1Gi at the most of all apps, 0Gi for the largest release',
    ],
  },
  {
    name: 'too few GPUs, of which a release needs as many again',
    change: all(
      set('resourcequota-shop', 'spec.hard."requests.nvidia.com/gpu"', '19'),
      set('rollout-web', 'spec.template.spec.containers[0].resources.limits."nvidia.com/gpu"', '1'),
    ),
    says: [
      'resourcequota-shop spec.hard."requests.nvidia.com/gpu": 19; at least 20: 10 at the most of all apps, 10 for the largest release',
    ],
  },
  { name: 'no limit of cpu', change: set('resourcequota-shop', 'spec.hard', {}), says: [] },
])
