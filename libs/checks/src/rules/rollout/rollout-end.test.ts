import { describe, expect, it } from 'vitest'
import { saysOf, table } from '../../../test/case.ts'
import { good, set } from '../../../test/fixture.ts'
import { rolloutEnd } from './rollout-end.ts'

const root = 'spec.strategy.canary.steps'
const forever = set('rollout-web', `${root}[3].pause`, {})
const end = 'setWeight: 100 and a pause with a duration as the last two steps'

table(rolloutEnd, [
  {
    name: 'a promotion in one go',
    change: set('rollout-web', `${root}[5]`, { pause: { duration: '1s' } }),
    says: [`rollout-web ${root}: [{"pause":{"duration":"1s"}},{"pause":{"duration":"30s"}}]; ${end}`],
  },
  {
    name: 'no pause at the end',
    change: set('rollout-web', `${root}[6]`, undefined),
    alone: true,
    says: [`rollout-web ${root}: [{"setCanaryScale":{"matchTrafficWeight":true}},{"setWeight":100}]; ${end}`],
  },
  {
    name: 'a pause without an end',
    change: forever,
    says: [`rollout-web ${root}[3].pause: a pause without an end; a duration in prod`],
  },
])

describe('rollout-end elsewhere', () => {
  it('lets people wait in dev', () => {
    expect(saysOf(rolloutEnd, forever(good('dev')))).toEqual([])
  })
})
