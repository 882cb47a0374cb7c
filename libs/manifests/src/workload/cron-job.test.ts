import type { ICronJob } from 'kubernetes-models/batch/v1'
import { describe, expect, it } from 'vitest'
import { object, podOf, sample } from '../../test/sample.ts'

const cronOf = (
  given: { overlap?: 'forbid' | 'replace' | 'allow'; attempts?: number; deadline?: string; zone?: string } = {},
) => object<ICronJob>(sample({ kind: 'cron', schedule: '0 3 * * 1', ...given }), 'CronJob').spec

describe('cronJob', () => {
  it('runs by the clock of its zone; a run that could not start for ten minutes is skipped', () => {
    expect(cronOf({ zone: 'Europe/Berlin' })).toMatchObject({
      schedule: '0 3 * * 1',
      timeZone: 'Europe/Berlin',
      startingDeadlineSeconds: 600,
    })
    expect(cronOf()?.timeZone).toBe('Etc/UTC')
  })

  it.each([
    ['forbid', 'Forbid'],
    ['replace', 'Replace'],
    ['allow', 'Allow'],
  ] as const)('overlap %s', (overlap, policy) => {
    expect(cronOf({ overlap })?.concurrencyPolicy).toBe(policy)
  })

  it('counts attempts, not retries, ends at its deadline, and is kept for a day', () => {
    expect(cronOf({ attempts: 1, deadline: '30m' })?.jobTemplate.spec).toMatchObject({
      backoffLimit: 0,
      activeDeadlineSeconds: 1800,
      ttlSecondsAfterFinished: 86_400,
    })
    expect(cronOf({ attempts: 4 })?.jobTemplate.spec?.backoffLimit).toBe(3)
  })

  it('takes no lost node for a failure of its own, and is not moved to save money', () => {
    expect(cronOf()?.jobTemplate.spec?.podFailurePolicy?.rules).toEqual([
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
    ])
    expect(podOf(sample({ kind: 'cron' })).metadata.annotations).toMatchObject({
      'karpenter.sh/do-not-disrupt': 'true',
    })
  })

  it('starts each try in a new pod, so that the failed one can be looked at', () => {
    expect(podOf(sample({ kind: 'cron' })).spec).toMatchObject({ restartPolicy: 'Never', serviceAccountName: 'web' })
  })
})
