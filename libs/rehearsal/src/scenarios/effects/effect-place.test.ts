import { effectCases } from '@slipway/review/effect-cases'
import { describe, expect, it } from 'vitest'
import { objectsIn } from '../../cluster/objects-in.ts'
import { filesOf, grouped, placed } from './effect-place.ts'

const cases = placed(effectCases)

describe('placed', () => {
  it.each(cases.map((each) => [each.what, each] as const))(
    '%s: every object is in its own namespace, or has a name of its own',
    (_, { space, objects }) => {
      // Argo CD looks for Applications in its own namespace.
      for (const {
        metadata: { name, namespace },
      } of objects)
        expect(namespace === 'argocd' ? name : (namespace ?? name)).toMatch(new RegExp(`^${space}(-|$)`))
    },
  )

  it('tells objects of both sides apart by what they are, not by their version', () => {
    const version = cases.find(({ what }) => what === 'HorizontalPodAutoscaler: a version')
    expect(version?.subjects.map(({ before, after }) => [before?.apiVersion, after?.apiVersion])).toEqual([
      ['autoscaling/v1', 'autoscaling/v2'],
    ])
  })
})

describe('grouped', () => {
  const groups = grouped(cases, 'clusters/dev/effects')

  it('has each case once, those that are refused apart', () => {
    expect(groups.flatMap((group) => group.cases.map(({ what }) => what)).sort()).toEqual(
      effectCases.map(({ what }) => what).sort(),
    )
    for (const group of groups)
      expect(new Set(group.cases.map(({ predicted }) => predicted.has('refused'))).size).toBe(1)
  })

  it('leaves no folder empty on either side, since Argo CD prunes none empty', () => {
    for (const side of ['before', 'after'] as const) {
      const files = [...filesOf(groups, side, '2026-01-01T00:00:00Z', { repoURL: 'r' })]
      for (const { folder } of groups)
        expect(files.some(([file, text]) => file.startsWith(`${folder}/`) && objectsIn(text).length > 0)).toBe(true)
    }
  })
})
