import { describe, expect, it } from 'vitest'
import { appOf, prodEu, withClusters } from '../../test/fixture.ts'
import { functionOf } from '../../test/functions.ts'
import { boundaryOf, rightsOf } from '../../test/rights.ts'
import { functionStacks } from '../functions/function-stack.ts'
import { evaluate } from '../iam/evaluate.ts'
import { addonRoles } from './addon-role.ts'

const sending = { ...prodEu, tracing: { to: 'xray' } } as const
const elsewhere = { ...prodEu, tracing: { to: 'otlp', address: 'https://otlp.acme.test' } } as const
const request = (action: string) => ({ action, resource: '*', context: {} })

describe('traces in X-Ray', () => {
  const roles = (cluster: typeof sending | typeof elsewhere) =>
    addonRoles(cluster, withClusters(cluster)).filter(({ name }) => name === 'prod-eu-addon-trace-collector')

  it('are sent by the collector, which reads none', () => {
    const [role] = roles(sending)
    expect(role?.resources['Pods']?.properties).toMatchObject({
      Namespace: 'istio-system',
      ServiceAccount: 'trace-collector',
    })
    const may = (action: string) => (role === undefined ? 'none' : evaluate(rightsOf(role), undefined, request(action)))
    expect(may('xray:PutTraceSegments')).toBe('allowed')
    expect(may('xray:BatchGetTraces')).toBe('not-allowed')
    expect(roles(elsewhere)).toEqual([])
  })

  it('are sent by functions, too: as their role, within what functions may be', () => {
    const stacksOf = (cluster: typeof sending | typeof elsewhere) =>
      functionStacks([functionOf({}, cluster)], withClusters(cluster), [appOf('thumbs')])
    const [bounds, own] = stacksOf(sending)
    const [, without] = stacksOf(elsewhere)
    if (bounds === undefined || own === undefined || without === undefined) throw new Error('no stack')
    for (const action of ['xray:PutTraceSegments', 'xray:PutTelemetryRecords']) {
      expect(evaluate(rightsOf(own), boundaryOf(bounds), request(action))).toBe('allowed')
      expect(evaluate(rightsOf(without), undefined, request(action))).toBe('not-allowed')
    }
    const modeOf = ({ resources }: typeof own) => resources['Function']?.properties['TracingConfig']
    expect([modeOf(own), modeOf(without)]).toEqual([{ Mode: 'Active' }, undefined])
  })
})
