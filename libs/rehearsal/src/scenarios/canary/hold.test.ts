import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { StagedApp } from '../../stage/staged-app.ts'
import { holding } from './hold.ts'

const app: StagedApp = { team: 'shop', name: 'web', folder: 'clusters/dev/shop/web', application: 'shop-web' }
const file = 'clusters/dev/shop/web/rollout-web.yaml'
const tree = (steps: string) =>
  new Map([
    [file, `kind: Rollout\nspec:\n  strategy:\n    canary:\n      steps:\n${steps}`],
    ['other.yaml', 'a: 1\n'],
  ])
const step = (text: string) => `        - ${text}\n`
const pause = (seconds: number) => step(`pause: { duration: ${seconds}s }`)

describe('holding', () => {
  it.each([
    [
      'the pause after the first weight',
      [step('setWeight: 10'), pause(1), step('setWeight: 50'), pause(2)],
      ['60s', '2s'],
    ],
    [
      'not the one before the first buckets',
      [step('setCanaryScale: { weight: 5 }'), pause(1), step('setHeaderRoute: { name: b }'), pause(2)],
      ['1s', '60s'],
    ],
    [
      'a weight of nothing is no share',
      [step('setWeight: 0'), pause(1), step('setWeight: 5'), pause(2)],
      ['1s', '60s'],
    ],
  ])('%s', (_, steps, durations) => {
    const files = tree(steps.join(''))
    const held = holding(files, app, 60)
    const { spec } = parse(held.get(file) ?? '') as {
      spec: { strategy: { canary: { steps: readonly { pause?: { duration: string } }[] } } }
    }
    expect(
      spec.strategy.canary.steps.flatMap(({ pause: rest }) => (rest === undefined ? [] : [rest.duration])),
    ).toEqual(durations)
    expect([...held.keys()]).toEqual([...files.keys()])
    expect(held.get('other.yaml')).toBe('a: 1\n')
  })

  it('says where a pause is missing', () => {
    expect(() => holding(tree(step('setWeight: 10')), app, 60)).toThrow(`${file} has no pause after its first share`)
  })
})
