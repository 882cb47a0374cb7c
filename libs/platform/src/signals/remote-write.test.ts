import { expect, it } from 'vitest'
import { prod } from '../../test/fixture.ts'
import { remoteWrite, replacedRules } from './remote-write.ts'

const workspace = 'ws-1a2b3c4d-1a2b-3c4d-5e6f-1a2b3c4d5e6f'
const sent = (name: string): boolean => {
  const [target] = remoteWrite({ ...prod, metrics: { amp: { workspace } } }).remoteWrite ?? []
  const [rule] = target?.writeRelabelConfigs ?? []
  return rule?.action === 'keep' && new RegExp(`^(?:${rule.regex})$`).test(name)
}

it.each([
  ['no word of it', undefined],
  ['a workspace that has no id yet', { amp: {} }],
])('sends nothing with %s', (_, metrics) => {
  expect(remoteWrite(metrics === undefined ? prod : { ...prod, metrics })).toEqual({})
})

it('sends signed to the workspace of its region', () => {
  expect(remoteWrite({ ...prod, metrics: { amp: { workspace } } }).remoteWrite).toMatchObject([
    {
      url: `https://aps-workspaces.${prod.region}.amazonaws.com/workspaces/${workspace}/api/v1/remote_write`,
      sigv4: { region: prod.region },
    },
  ])
})

it.each([
  ['shop:slo_errors:ratio_rate5m', true],
  ['ALERTS', true],
  ['istio_requests_total', false],
  ['up', false],
  [':', false],
])('sends %s: %s', (name, is) => {
  expect(sent(name)).toBe(is)
})

it('sends all where somebody says so', () => {
  const [target] = remoteWrite({ ...prod, metrics: { amp: { workspace, send: 'all' } } }).remoteWrite ?? []
  expect(target).not.toHaveProperty('writeRelabelConfigs')
})

it('of two replicas the workspace keeps one: they differ in the label by which it knows', () => {
  expect(remoteWrite({ ...prod, metrics: { amp: { workspace } } })).toHaveProperty(
    'replicaExternalLabelName',
    '__replica__',
  )
})

it("the chart's alerts on it go where ours come, and nowhere else", () => {
  expect(replacedRules(prod)).toEqual({})
  expect(replacedRules({ ...prod, metrics: { amp: {} } })).toEqual({})
  expect(replacedRules({ ...prod, metrics: { amp: { workspace } } })).toEqual({
    disabled: { PrometheusRemoteStorageFailures: true, PrometheusRemoteWriteBehind: true },
  })
})
