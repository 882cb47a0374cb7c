/** How a rule is tested: one line for each way to break the good estate. */
import { type Issue, type Rendered, sortIssues } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { checkRendered } from '../src/engine/check-rendered.ts'
import type { RejectedDigests } from '../src/engine/object-index.ts'
import { apply, type Rule } from '../src/engine/rule.ts'
import { type Change, fleet, good, indexClusters } from './fixture.ts'

export interface Case {
  /** What is done to the estate, in words. */
  readonly name: string
  readonly change: Change
  /**
   * What the rule then says, a line for each issue, in any order: `rollout-web spec.replicas: 3; no replicas`. Empty
   * where the change is right.
   */
  readonly says: readonly string[]
  /** Whether no other rule says anything of it. */
  readonly alone?: boolean
}

const line = ({ file, at, got, want }: Issue): string =>
  `${/([^/]+)\.yaml$/.exec(file)?.[1] ?? file}${at === '' ? '' : ` ${at}`}: ${got}; ${want}`

/** What a rule says of an estate, a line for each issue. */
export const saysOf = (rule: Rule, estate: readonly Rendered[], rejected?: RejectedDigests): readonly string[] =>
  indexClusters(estate, fleet, rejected)
    .flatMap((cluster) => apply([rule], cluster))
    .map(line)

/**
 * Tests a rule: silent on the good estate, each case says what it should, every hint names a source, and one case at
 * least trips it alone.
 */
export function table(rule: Rule, cases: readonly Case[], cluster = 'prod', rejected?: RejectedDigests): void {
  describe(rule.code, () => {
    it('says nothing of the good estate', () => {
      expect(saysOf(rule, good(cluster), rejected)).toEqual([])
    })
    it.each(cases)('$name', ({ change, says, alone }) => {
      const estate = change(good(cluster))
      expect(saysOf(rule, estate, rejected).toSorted()).toEqual(says.toSorted())
      // Folder by folder it says the same: what it has to know of other folders it asks for.
      const found = indexClusters(estate, fleet, rejected).flatMap((index) => apply([rule], index))
      const apart = checkRendered(estate, fleet, rejected).filter((issue) => issue.code === rule.code)
      expect(apart).toEqual(sortIssues(found))
      if (alone !== true) return
      expect([...new Set(checkRendered(estate, fleet, rejected).map((issue) => issue.code))]).toEqual([rule.code])
    })
    it('names the source to change', () => {
      const issues = cases.flatMap(({ change }) =>
        indexClusters(change(good(cluster)), fleet, rejected).flatMap((index) => apply([rule], index)),
      )
      expect(
        issues.filter((issue) => !/ \(made from (apps\/[a-z-]+\/app\.ts|fleet\/fleet\.ts)\)$/.test(issue.hint)),
      ).toEqual([])
    })
    it('is tripped alone by one change at least', () => {
      expect(cases.filter((one) => one.alone === true && one.says.length > 0).map((one) => one.name)).not.toEqual([])
    })
  })
}
