import type { IRollout } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1'
import { describe, expect, it } from 'vitest'
import { canary, exposed, namesOf, object, sample, type Given } from '../../test/sample.ts'

const specOf = (given: Partial<Given> = {}) =>
  object<IRollout>(sample({ kind: 'http', release: canary, ...given } as Given), 'Rollout').spec
const sticky = { expose: exposed, sticky: { cookie: '1h' } }

describe('rollout', () => {
  it('takes the place of the Deployment', () => {
    expect(namesOf(sample({ kind: 'http', release: canary }), 'Deployment')).toEqual([])
    expect(specOf()).not.toHaveProperty('workloadRef')
  })

  it('stable is stable and canary is canary', () => {
    expect(specOf().strategy?.canary).toMatchObject({ stableService: 'web-stable', canaryService: 'web-canary' })
    expect(namesOf(sample({ kind: 'http', release: canary }), 'Service')).toEqual(
      expect.arrayContaining(['web-stable', 'web-canary']),
    )
  })

  it('keeps the old pods until proxies have let go of them, and never has too few', () => {
    expect(specOf().strategy?.canary).toMatchObject({
      maxSurge: '25%',
      maxUnavailable: 0,
      minPodsPerReplicaSet: 2,
      scaleDownDelaySeconds: 60,
      abortScaleDownDelaySeconds: 60,
      scaleDownDelayRevisionLimit: 1,
    })
    expect(specOf().strategy?.canary).not.toHaveProperty('dynamicStableScale')
  })

  it('going back skips the steps; no progress is an abort', () => {
    const spec = specOf()
    expect(spec).toMatchObject({
      rollbackWindow: { revisions: 3 },
      revisionHistoryLimit: 5,
      progressDeadlineSeconds: 600,
      progressDeadlineAbort: true,
      minReadySeconds: 5,
    })
    expect(spec.minReadySeconds).toBeLessThan(Number(spec.progressDeadlineSeconds))
  })

  it.each<[string, Partial<Given>, string[]]>([
    ['inside', {}, ['web']],
    ['exposed', { expose: exposed }, ['web', 'web-gateway']],
  ])('%s: weighs the primary route of every VirtualService that leads to it', (_, given, names) => {
    const { istio } = specOf(given).strategy?.canary?.trafficRouting ?? {}
    expect(istio?.virtualServices).toEqual(names.map((name) => ({ name, routes: ['primary'] })))
    expect(namesOf(sample({ kind: 'http', release: canary, ...given } as Given), 'VirtualService')).toEqual(names)
  })

  it('may add the one route that its steps name, when it is sticky', () => {
    expect(specOf(sticky).strategy?.canary?.trafficRouting?.managedRoutes).toEqual([{ name: 'canary-buckets' }])
    const named = specOf(sticky).strategy?.canary?.steps?.flatMap((s) => s.setHeaderRoute?.name ?? [])
    expect(new Set(named)).toEqual(new Set(['canary-buckets']))
    expect(specOf().strategy?.canary?.trafficRouting).not.toHaveProperty('managedRoutes')
  })

  it.each([
    ['plain', {}, 1],
    ['sticky', sticky, 3],
  ])(
    '%s: is judged in the background by its own template, from the first step with traffic',
    (_, given, startingStep) => {
      expect(specOf(given).strategy?.canary?.analysis).toEqual({
        templates: [{ templateName: 'web-canary' }],
        startingStep,
      })
      expect(namesOf(sample({ kind: 'http', release: canary }), 'AnalysisTemplate')).toEqual(['web-canary'])
    },
  )

  it('has the steps of its release', () => {
    expect(specOf().strategy?.canary?.steps?.map((s) => s.setWeight ?? 'pause')).toEqual([
      5,
      'pause',
      25,
      'pause',
      50,
      'pause',
      100,
      'pause',
    ])
  })
})
