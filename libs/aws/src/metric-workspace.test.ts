import { describe, expect, it } from 'vitest'
import { prodEu, withClusters } from '../test/fixture.ts'
import { rightsOf } from '../test/rights.ts'
import { evaluate } from './iam/evaluate.ts'
import { metricWorkspace } from './metric-workspace.ts'
import { addonRoles } from './roles/addon-role.ts'

const workspace = 'ws-1a2b3c4d-1a2b-3c4d-5e6f-1a2b3c4d5e6f'
const made = { ...prodEu, metrics: { amp: {} } }
const named = { ...prodEu, metrics: { amp: { workspace } } }
const roleOf = (cluster: typeof prodEu) =>
  addonRoles(cluster, withClusters(cluster)).find(({ name }) => name === 'prod-eu-addon-prometheus')

describe('a workspace for metrics', () => {
  it('is made where the cluster says so, and outlives its stack', () => {
    expect(metricWorkspace(prodEu)).toEqual([])
    const [stack] = metricWorkspace(made)
    expect([stack?.name, stack?.resources['Workspace']]).toMatchObject([
      'prod-eu-metrics',
      { type: 'AWS::APS::Workspace', properties: { Alias: 'prod-eu' }, retained: true },
    ])
  })

  it('is written to by Prometheus alone, once its id is known', () => {
    expect([roleOf(prodEu), roleOf(made)]).toEqual([undefined, undefined])
    const role = roleOf(named)
    if (role === undefined) throw new Error('Prometheus has no role')
    expect(role.resources['Pods']?.properties['ServiceAccount']).toBe('kube-prometheus-stack-prometheus')
    const ask = (action: string, id: string) =>
      evaluate(rightsOf(role), undefined, {
        action,
        resource: `arn:aws:aps:${prodEu.region}:${prodEu.account}:workspace/${id}`,
        context: {},
      })
    expect(ask('aps:RemoteWrite', workspace)).toBe('allowed')
    expect(['aps:QueryMetrics', 'aps:DeleteWorkspace'].map((action) => ask(action, workspace))).not.toContain('allowed')
    expect(ask('aps:RemoteWrite', workspace.replace('ws-1', 'ws-2'))).not.toBe('allowed')
  })
})
