import { expect, test } from 'vitest'
import { canaryPlan } from '../effects/canary.ts'
import { planText, spoken } from './canary-text.ts'

const rollout = (...steps: readonly object[]) => ({ spec: { strategy: { canary: { steps } } } })

test.each([
  [90, '90 s'],
  [300, '5 min'],
  [408, '6.8 min'],
  [5400, '90 min'],
  [7200, '2 h'],
  [9000, '2 h 30 min'],
])('%d seconds: %s', (seconds, text) => {
  expect(spoken(seconds)).toBe(text)
})

test.each([
  [
    rollout({ setWeight: 5 }, { pause: { duration: '2m' } }, { setWeight: 50 }, { pause: { duration: 60 } }),
    '5, 50 % in 3 min at least',
  ],
  [rollout({ setWeight: 5 }, { pause: {} }), '5 %, waits for a person'],
  [
    rollout(
      { setCanaryScale: { weight: 25 } },
      { setHeaderRoute: { name: 'x' } },
      { pause: { duration: '10s' } },
      { setWeight: 100 },
    ),
    '25 % in 10 s at least',
  ],
  [rollout({ setWeight: 5 }, { analysis: {} }), '5 %, analysed'],
])('a plan in words', (object, text) => {
  const plan = canaryPlan(object)
  expect(plan === undefined ? undefined : planText(plan)).toBe(text)
})

test('without steps there is no canary', () => {
  expect(canaryPlan(rollout())).toBeUndefined()
})
