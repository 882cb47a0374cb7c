import { describe, expect, it } from 'vitest'
import { canary, namesOf, object, sample, type Given } from '../../test/sample.ts'

interface Vpa {
  readonly spec: {
    readonly targetRef: object
    readonly updatePolicy: object
    readonly resourcePolicy: { readonly containerPolicies: readonly object[] }
  }
}
const advised = (given: Given) => object<Vpa>({ ...sample(given), advice: true }, 'VerticalPodAutoscaler').spec

describe('verticalPodAutoscaler', () => {
  it.each<[string, Given, string, string]>([
    ['rolling', { kind: 'http' }, 'apps/v1', 'Deployment'],
    ['canary', { kind: 'http', release: canary }, 'argoproj.io/v1alpha1', 'Rollout'],
    ['stateful', { kind: 'stateful' }, 'apps/v1', 'StatefulSet'],
    ['daemon', { kind: 'daemon' }, 'apps/v1', 'DaemonSet'],
    ['cron', { kind: 'cron' }, 'batch/v1', 'CronJob'],
  ])('%s: looks at the workload and changes nothing', (_, given, apiVersion, kind) => {
    expect(advised(given)).toMatchObject({
      targetRef: { apiVersion, kind, name: 'web' },
      updatePolicy: { updateMode: 'Off' },
    })
  })

  it("looks at the app's own container alone", () => {
    expect(advised({ kind: 'http' }).resourcePolicy.containerPolicies).toEqual([
      { containerName: 'app', controlledResources: ['cpu', 'memory'] },
      { containerName: '*', mode: 'Off' },
    ])
  })

  it('is not there unless the spec asks and the cluster gives', () => {
    expect(namesOf(sample({ kind: 'http', advice: true }), 'VerticalPodAutoscaler')).toEqual([])
    expect(namesOf(sample({ kind: 'http' }), 'VerticalPodAutoscaler')).toEqual([])
  })
})
