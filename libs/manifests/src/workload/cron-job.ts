import type { Chart } from 'cdk8s'
import type { ResolvedApp, Workload } from '@slipway/model'
import { CronJob } from '../chart/kinds.ts'
import { podTemplate } from '../pod/pod.ts'

const policies = { forbid: 'Forbid', replace: 'Replace', allow: 'Allow' } as const
const day = 86_400

/** A run that cannot start for ten minutes is skipped; a failed one is kept for a day. */
export function cronJob(chart: Chart, app: ResolvedApp, cron: Extract<Workload, { kind: 'cron' }>): void {
  new CronJob(chart, 'cron-job', {
    spec: {
      schedule: cron.schedule,
      timeZone: cron.zone,
      concurrencyPolicy: policies[cron.overlap],
      startingDeadlineSeconds: 600,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          activeDeadlineSeconds: cron.deadline,
          backoffLimit: cron.attempts - 1,
          // A drained node, a reclaimed spot machine: not the run's own failure, so no attempt of it.
          podFailurePolicy: {
            rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
          },
          ttlSecondsAfterFinished: day,
          template: podTemplate(app, { restartPolicy: 'Never' }),
        },
      },
    },
  })
}
