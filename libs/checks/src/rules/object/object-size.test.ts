import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { objectSize } from './object-size.ts'

const mebi = 2 ** 20
const config = 'configmap-web-config'
const env = (length: number) => [{ name: 'A', value: 'x'.repeat(length) }]

table(objectSize, [
  { name: 'a ConfigMap of a mebibyte', change: set(config, 'data', { a: 'x'.repeat(mebi) }), says: [] },
  {
    name: 'a larger one, by bytes and not by letters',
    change: set(config, 'data', { a: 'ä'.repeat(mebi / 2), b: 'x' }),
    alone: true,
    says: [`${config} data: ${mebi + 1} bytes; at most ${mebi} bytes`],
  },
  {
    name: 'an environment that no API server takes',
    change: set('statefulset-ledger', 'spec.template.spec.containers[0].env', env(1_500_000)),
    says: [
      `statefulset-ledger spec.template.spec.containers: 1500000 bytes; at most ${mebi} bytes of env and arguments`,
    ],
  },
])
