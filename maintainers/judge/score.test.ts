import { describe, expect, it } from 'vitest'
import { scoreFindings, type Scored } from './score.ts'
import type { InTree } from './tree.ts'

const rollout: InTree = {
  file: 'clusters/dev/shop/web/rollout-web.yaml',
  cluster: 'dev',
  object: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'web', namespace: 'shop' } },
}
const scored = (grade: number, skipped: boolean, comments: Scored['checks'][0]['comments']): Scored => ({
  type_meta: { kind: 'Deployment' },
  object_meta: { name: 'web', namespace: 'shop' },
  checks: [{ check: { id: 'pod-probes' }, grade, skipped, comments }],
})
const comment = (path: string, summary: string) => ({ path, summary, description: 'Why.' })

describe('scoreFindings', () => {
  const cases: readonly [string, Scored, readonly string[]][] = [
    ['a critical one', scored(1, false, [comment('web', 'No probe')]), ['web: No probe: Why.']],
    [
      'each comment is a finding',
      scored(5, false, [comment('web', 'A'), comment('', 'B')]),
      ['web: A: Why.', 'B: Why.'],
    ],
    ['"almost" is not all', scored(7, false, null), ['no comment']],
    ['all is well', scored(10, false, [comment('web', 'Fine')]), []],
    ['skipped', scored(1, true, [comment('web', 'Skipped')]), []],
  ]
  it.each(cases)('%s', (_name, given, want) => {
    const of = { judge: 'kube-score', check: 'pod-probes', object: 'dev/shop/Rollout/web' }
    expect(scoreFindings([given], 'dev', [rollout])).toEqual(want.map((detail) => ({ ...of, detail })))
  })
})
