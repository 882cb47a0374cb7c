import { expect, test } from 'vitest'
import type { Live } from '../kube.ts'
import { signals } from './scaler-words.ts'

const hpa = (metrics: readonly unknown[], currentMetrics: readonly unknown[]) => ({ spec: { metrics }, status: { currentMetrics } }) as unknown as Live
const cpu = { containerResource: { name: 'cpu', container: 'app', target: { averageUtilization: 70 } } }
const external = { external: { metric: { name: 's1-prometheus' }, target: { averageValue: '50' } } }

test.each([
  ['what is measured', hpa([cpu], [{ containerResource: { name: 'cpu', current: { averageUtilization: 35, averageValue: '80m' } } }]), [{ name: 'cpu', current: '35 %', target: '70 %' }]],
  ['KEDA\'s by the trigger\'s name', hpa([cpu, external], [null, { external: { metric: { name: 's1-prometheus' }, current: { averageValue: '48' } } }]),
    [{ name: 'cpu', current: '?', target: '70 %' }, { name: 'requests', current: '48', target: '50' }]],
  ['nothing is measured yet', { spec: { metrics: [cpu] }, status: { currentMetrics: null } } as unknown as Live, [{ name: 'cpu', current: '?', target: '70 %' }]],
  ['none', undefined, []],
])('%s', (_, live, wanted) => {
  expect(signals(live, [{ metadata: {} }, { name: 'requests', metadata: {} }])).toEqual(wanted)
})
