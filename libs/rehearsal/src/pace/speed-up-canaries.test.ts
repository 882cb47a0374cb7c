import fc from 'fast-check'
import { parse, stringify } from 'yaml'
import { describe, expect, it } from 'vitest'
import { speedUpCanaries } from './speed-up-canaries.ts'

const folder = 'clusters/prod/shop/catalog'
const rollout = (...pauses: readonly (string | number | undefined)[]) =>
  stringify({
    kind: 'Rollout',
    metadata: { name: 'catalog' },
    spec: {
      minReadySeconds: 5,
      strategy: {
        canary: {
          scaleDownDelaySeconds: 60,
          steps: pauses.flatMap((duration, index) => [
            { setWeight: (index + 1) * 10 },
            { pause: duration === undefined ? {} : { duration } },
          ]),
        },
      },
    },
  })
const template = stringify({
  kind: 'AnalysisTemplate',
  spec: {
    metrics: [
      {
        name: 'errors',
        interval: '60s',
        initialDelay: '30s',
        provider: { prometheus: { query: 'rate(a[2m]) / rate(b[2m])' } },
      },
      { name: 'other', provider: { web: {} } },
    ],
  },
})
const lapse = (text: string, analysis = template) => {
  const { files, says } = speedUpCanaries(
    new Map([
      [`${folder}/rollout-catalog.yaml`, text],
      [`${folder}/analysistemplate-catalog.yaml`, analysis],
    ]),
  )
  const [after, measured] = [...files.values()].map((each) => parse(each) as { spec: never })
  return {
    after: after as unknown as {
      spec: {
        minReadySeconds: number
        strategy: { canary: { steps: { setWeight?: number; pause?: { duration?: string } }[] } }
      }
    },
    measured: measured as unknown as {
      spec: { metrics: { interval?: string; initialDelay?: string; provider: { prometheus?: { query: string } } }[] }
    },
    says,
  }
}
const holds = (text: string) =>
  lapse(text).after.spec.strategy.canary.steps.flatMap(({ pause }) => pause?.duration ?? [])

describe('timeLapse', () => {
  it.each<[readonly (string | number)[], readonly string[]]>([
    [
      ['60s', '60s', '10s'],
      ['3s', '3s', '1s'],
    ],
    [
      ['2m', '1m'],
      ['3s', '2s'],
    ],
    [['1h'], ['3s']],
    [
      [60, '30s'],
      ['3s', '2s'],
    ],
    [
      ['2s', '1s'],
      ['2s', '1s'],
    ],
  ])('holds of %j are %j', (before, after) => expect(holds(rollout(...before))).toEqual(after))

  it('a step that waits for a person still does', () => {
    expect(lapse(rollout('60s', undefined)).after.spec.strategy.canary.steps.at(-1)).toEqual({ pause: {} })
  })

  it('analysis is as much faster as the holds are', () => {
    const { measured, says } = lapse(rollout('60s'))
    expect(measured.spec.metrics[0]).toMatchObject({ interval: '3000ms', initialDelay: '1500ms' })
    expect(measured.spec.metrics[0]?.provider.prometheus?.query).toBe('rate(a[6000ms]) / rate(b[6000ms])')
    expect(says).toEqual(['shop/catalog: a hold of 60 s is 3 s here, its analysis as much faster'])
  })

  it('with patience a metric that is a time allows as many times as much, and nothing else does', () => {
    const metrics = [
      { name: 'p95-milliseconds', successCondition: 'len(result) == 0 || isNaN(result[0]) || result[0] <= 300' },
      { name: 'errors', successCondition: 'result[0] <= 0.01' },
      { name: 'other-milliseconds', successCondition: 'result[0] <= 0.5' },
    ]
    const file = `${folder}/analysistemplate-catalog.yaml`
    const { files } = speedUpCanaries(new Map([[file, stringify({ spec: { metrics } })]]), {
      latencyFactor: (app) => (app === 'catalog' ? 4 : 1),
    })
    const after = parse(files.get(file) ?? '') as { spec: { metrics: { successCondition: string }[] } }
    expect(after.spec.metrics.map(({ successCondition }) => successCondition)).toEqual([
      'len(result) == 0 || isNaN(result[0]) || result[0] <= 1200',
      'result[0] <= 0.01',
      'result[0] <= 2',
    ])
  })

  it('a query never looks at less than three seconds: Prometheus needs two samples', () => {
    expect(lapse(rollout('1h')).measured.spec.metrics[0]?.provider.prometheus?.query).toBe(
      'rate(a[3000ms]) / rate(b[3000ms])',
    )
  })

  it('leaves every other file byte for byte', () => {
    const others = new Map([
      [`${folder}/service-catalog.yaml`, 'kind:   Service # odd\n'],
      ['clusters/prod/shop/rollout/x.yaml', '[}'],
      ['rollout.md', ''],
    ])
    expect(speedUpCanaries(others)).toEqual({ files: others, says: [] })
  })

  it('keeps steps, their order and which hold is longer, and never makes one longer', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 7200 }), { minLength: 1, maxLength: 6 }), (seconds) => {
        const { after } = lapse(rollout(...seconds.map((each) => `${each}s`)))
        const { steps } = after.spec.strategy.canary
        const shorter = steps.flatMap(({ pause }) =>
          pause?.duration === undefined ? [] : [Number.parseInt(pause.duration, 10)],
        )
        expect(steps.flatMap(({ setWeight }) => setWeight ?? [])).toEqual(seconds.map((_, index) => (index + 1) * 10))
        expect(shorter.length).toBe(seconds.length)
        for (const [index, each] of seconds.entries()) {
          expect(shorter[index]).toBeLessThanOrEqual(Math.min(each, 3))
          for (const [other, less] of seconds.entries())
            if (less <= each) expect(shorter[other]).toBeLessThanOrEqual(shorter[index] ?? 0)
        }
      }),
      { numRuns: 50 },
    )
  })
})
