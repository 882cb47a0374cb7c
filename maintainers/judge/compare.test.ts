import { describe, expect, it } from 'vitest'
import type { Waiver } from './waivers.ts'
import { compare, inScope } from './compare.ts'
import type { Finding } from './finding.ts'

const of = { judge: 'kube-score', check: 'container-resources' } as const
const finding = (object: string, detail = 'web: no limit'): Finding => ({ ...of, object, detail })
const waiver = (scope: string, says?: string): Waiver => ({
  ...of,
  scope,
  why: 'because',
  ...(says === undefined ? {} : { says }),
})
const web = finding('prod/shop/Rollout/web')

describe('inScope', () => {
  it.each([
    ['*/*/*/*', 'prod/shop/Rollout/web', true],
    ['prod/shop/Rollout/web', 'prod/shop/Rollout/web', true],
    ['prod/shop/Rollout/web', 'prod/shop/Rollout/web2', false],
    ['prod-*/platform/*/*', 'prod-eu/platform/DaemonSet/logs', true],
    ['prod-*/platform/*/*', 'dev/platform/DaemonSet/logs', false],
    ['*/*/*', 'prod/shop/Rollout/web', false],
    ['*/-/ClusterRole/a.b', 'dev/-/ClusterRole/axb', false],
  ])('%s holds %s: %s', (scope, object, want) => expect(inScope(scope, object)).toBe(want))
})

describe('compare', () => {
  const cases: readonly [string, readonly Finding[], readonly Waiver[], [number, number, number]][] = [
    ['a finding in scope is waived', [web], [waiver('*/*/Rollout/*')], [1, 0, 0]],
    ['a finding out of scope is not, and the waiver is idle', [web], [waiver('dev/*/*/*')], [0, 1, 1]],
    ['another check is another thing', [{ ...web, check: 'pod-probes' }], [waiver('*/*/*/*')], [0, 1, 1]],
    ['another judge, too', [{ ...web, judge: 'pod-security' }], [waiver('*/*/*/*')], [0, 1, 1]],
    [
      "some of a check's words",
      [web, finding('prod/shop/Rollout/web', 'web: no request')],
      [waiver('*/*/*/*', 'no limit')],
      [1, 1, 0],
    ],
    ['a waiver without a finding is idle', [], [waiver('*/*/*/*')], [0, 0, 1]],
    ['two waivers for one finding are both in use', [web], [waiver('*/*/*/*'), waiver('prod/*/*/*')], [1, 0, 0]],
    ['nothing at all', [], [], [0, 0, 0]],
  ]
  it('a waiver for any estate may be idle', () => {
    expect(compare([web], [waiver('prod/*/*/*'), waiver('dev/*/*/*')], [])).toMatchObject({ notWaived: [], idle: [] })
  })

  it.each(cases)('%s', (_name, findings, table, want) => {
    const { waived, notWaived, idle } = compare(findings, [], table)
    expect([waived.length, notWaived.length, idle.length]).toEqual(want)
  })
})
