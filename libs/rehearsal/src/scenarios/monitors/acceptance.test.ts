import { expect, it } from 'vitest'
import type { Live } from '../shared/kit.ts'
import { acceptance } from './acceptance.ts'

const condition = (type: string, status: string, message = '') => ({ type, status, message })
const live = (kind: string, status: unknown) => ({ kind, metadata: { name: 'web' }, status }) as unknown as Live
const bound = (...all: readonly object[]) => ({ bindings: all.map((one) => ({ conditions: [one] })) })

it.each<[what: string, object: Live, says: readonly string[]]>([
  ['accepted', live('PodMonitor', bound(condition('Accepted', 'True'))), []],
  [
    'nothing said yet',
    live('PodMonitor', undefined),
    ['the operator does not accept PodMonitor web: it says nothing of it'],
  ],
  [
    'refused',
    live('PodMonitor', bound(condition('Accepted', 'False', 'bad regex'))),
    ['the operator does not accept PodMonitor web: bad regex'],
  ],
  [
    'by one of two',
    live('PrometheusRule', bound(condition('Accepted', 'True'), condition('Accepted', 'False', 'no'))),
    ['the operator does not accept PrometheusRule web: no'],
  ],
  [
    'not that condition',
    live('Prometheus', { conditions: [condition('Available', 'True')] }),
    ['the operator does not accept Prometheus web: it says nothing of it'],
  ],
  [
    'made',
    live('Alertmanager', { conditions: [condition('Reconciled', 'True'), condition('Available', 'False')] }),
    [],
  ],
])('%s', (_, object, says) => {
  expect(acceptance(object).map(({ text }) => text)).toEqual(says)
})
