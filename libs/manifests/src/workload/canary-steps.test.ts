import { describe, expect, it } from 'vitest'
import { firstBucket, inShare } from '../mesh/buckets.ts'
import { canarySteps } from './canary-steps.ts'
import { canary, digestOf, exposed, sample } from '../../test/sample.ts'

function stepsOf(given: { sticky?: { cookie: string }; hold?: string; digest?: string }) {
  const { sticky, hold = '2m', digest = digestOf('a') } = given
  const spec = {
    kind: 'http',
    release: { ...canary, hold },
    ...(sticky === undefined ? {} : { sticky, expose: exposed }),
  } as const
  const app = sample(spec, { release: { digest } })
  if (app.workload.kind !== 'canary') throw new Error('no canary')
  return canarySteps(app, app.workload.canary)
}
const sticky = { cookie: '1h' }

describe('canarySteps', () => {
  it('plain: weights that are held, then everything for a moment before the old version goes (M5)', () => {
    expect(stepsOf({}).steps).toEqual([
      { setWeight: 5 },
      { pause: { duration: '120s' } },
      { setWeight: 25 },
      { pause: { duration: '120s' } },
      { setWeight: 50 },
      { pause: { duration: '120s' } },
      { setWeight: 100 },
      { pause: { duration: '10s' } },
    ])
  })

  it('sticky: pods first, then their buckets; weights only at the end (M4)', () => {
    const share = (percent: number) => {
      const regex = inShare('bucket-web', firstBucket('web', digestOf('a')), percent)
      return [
        { setCanaryScale: { weight: percent } },
        { pause: { duration: '10s' } },
        { setHeaderRoute: { name: 'canary-buckets', match: [{ headerName: 'cookie', headerValue: { regex } }] } },
        { pause: { duration: '120s' } },
      ]
    }
    expect(stepsOf({ sticky }).steps).toEqual([
      ...share(5),
      ...share(25),
      ...share(50),
      { setCanaryScale: { weight: 100 } },
      { pause: { duration: '10s' } },
      { setWeight: 100 },
      { pause: { duration: '10s' } },
    ])
  })

  it.each([
    ['plain', {}, 'setWeight'],
    ['sticky', { sticky }, 'setHeaderRoute'],
  ] as const)('%s: analysis begins with the first pause that has traffic on the canary', (_, given, mover) => {
    const { steps, startingStep } = stepsOf(given)
    expect(steps[startingStep]).toEqual({ pause: { duration: '120s' } })
    expect(Object.keys(steps[startingStep - 1] ?? {})).toEqual([mover])
    expect(steps.slice(0, startingStep - 1).some((s) => mover in s)).toBe(false)
  })

  it('a short hold is not made longer by the wait for pods', () => {
    expect(stepsOf({ sticky, hold: '3s' }).steps[1]).toEqual({ pause: { duration: '3s' } })
  })

  it('never waits for people: every pause ends by itself', () => {
    for (const step of [...stepsOf({}).steps, ...stepsOf({ sticky }).steps])
      if (step.pause !== undefined) expect(step.pause.duration).toMatch(/^\d+(ms|s)$/)
  })

  it('another image makes another share of people first', () => {
    const regexes = [...'0123456789'].map((d) => JSON.stringify(stepsOf({ sticky, digest: digestOf(d) }).steps[2]))
    expect(new Set(regexes).size).toBeGreaterThan(7)
  })
})
