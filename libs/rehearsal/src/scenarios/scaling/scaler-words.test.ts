import { expect, test } from 'vitest'
import type { Live } from '../../cluster/kube.ts'
import { signalWords } from './scaler-words.ts'

const hpa = (metrics: readonly unknown[], currentMetrics: readonly unknown[]) =>
  ({ spec: { metrics }, status: { currentMetrics } }) as unknown as Live
const cpu = { containerResource: { name: 'cpu', container: 'app', target: { averageUtilization: 70 } } }
const external = { external: { metric: { name: 's1-prometheus' }, target: { averageValue: '50' } } }

test.each([
  [
    'what is measured',
    hpa([cpu], [{ containerResource: { name: 'cpu', current: { averageUtilization: 35, averageValue: '80m' } } }]),
    'cpu 35 % of 70 %',
  ],
  [
    "KEDA's by the trigger's name",
    hpa(
      [cpu, external],
      [null, { external: { metric: { name: 's1-prometheus' }, current: { averageValue: '48120m' } } }],
    ),
    'cpu ? of 70 %, requests 48.1 of 50',
  ],
  [
    'nothing is measured yet',
    { spec: { metrics: [cpu] }, status: { currentMetrics: null } } as unknown as Live,
    'cpu ? of 70 %',
  ],
  ['none', undefined, ''],
])('%s', (_, live, wanted) => {
  expect(signalWords(live, [{ metadata: {} }, { name: 'requests', metadata: {} }]).text).toBe(wanted)
})
