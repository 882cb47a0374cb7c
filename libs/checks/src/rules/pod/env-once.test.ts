import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { envOnce } from './env-once.ts'

const c = 'spec.template.spec.containers[0]'

table(envOnce, [
  {
    name: 'a variable',
    change: set('rollout-web', `${c}.env[2]`, { name: 'QUEUE_URL', value: 'http://queue.shop' }),
    alone: true,
    says: [`rollout-web ${c}.env[2].name: "QUEUE_URL"; each name once (env[0] has it, too)`],
  },
  {
    name: 'a mount path',
    change: set('rollout-web', `${c}.volumeMounts[1].mountPath`, '/tmp'),
    says: [`rollout-web ${c}.volumeMounts[1].mountPath: "/tmp"; each mountPath once (volumeMounts[0] has it, too)`],
  },
  {
    name: 'a port',
    change: set('rollout-web', `${c}.ports[1]`, { name: 'http', containerPort: 81 }),
    says: [`rollout-web ${c}.ports[1].name: "http"; each name once (ports[0] has it, too)`],
  },
])
