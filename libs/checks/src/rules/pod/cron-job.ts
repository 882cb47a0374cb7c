import { at, cronProblem, isTimeZone, number, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

/** The rule that a schedule breaks, as an error says it. Kubernetes takes some names for schedules, and `?` for `*`. */
function scheduleProblem(schedule: string): string | undefined {
  if (/^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(schedule)) return undefined
  if (/TZ=/.test(schedule)) return 'no time zone in it: timeZone has it'
  const problem = cronProblem(schedule.replaceAll('?', '*'))
  if (problem?.code === 'count') return 'five fields: minute, hour, day, month, weekday'
  return problem && `a ${problem.field.name} that cron knows`
}

export const cronJob: Rule = {
  code: 'cron-job',
  guards: 'a CronJob says when, in which time zone, what happens when runs overlap, and when a run has failed',
  source:
    'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/; kube-linter job-ttl-seconds-after-finished',
  check: (cluster, report) => {
    for (const item of cluster.kind('CronJob')) {
      const { schedule, timeZone, concurrencyPolicy, startingDeadlineSeconds } = item.spec
      const wrong = scheduleProblem(text(schedule) ?? '')
      if (wrong !== undefined) report(item, 'spec.schedule', wrong, 'correct it')
      if (text(timeZone) === undefined)
        report(item, 'spec.timeZone', "a time zone: else the controller's own, which nobody knows", 'add it')
      else if (!isTimeZone(text(timeZone) ?? ''))
        report(item, 'spec.timeZone', 'a time zone of the IANA list', 'correct the name')
      if (text(concurrencyPolicy) === undefined)
        report(item, 'spec.concurrencyPolicy', 'Forbid, Replace or Allow', 'say it')
      const late = number(startingDeadlineSeconds)
      // The controller checks every 10 seconds; a shorter deadline may always be missed.
      if (late !== undefined && late < 10) report(item, 'spec.startingDeadlineSeconds', 'at least 10', 'raise it')
      const job = at(item.spec, 'jobTemplate', 'spec')
      const root = 'spec.jobTemplate.spec'
      for (const [field, want] of [
        ['backoffLimit', 'how often a run is tried again'],
        ['activeDeadlineSeconds', 'the longest that a run may take'],
        ['ttlSecondsAfterFinished', 'how long a run is kept'],
      ] as const) {
        if (number(at(job, field)) === undefined) report(item, `${root}.${field}`, want, 'add it')
      }
      const restart = at(job, 'template', 'spec', 'restartPolicy')
      if (restart !== 'Never' && restart !== 'OnFailure')
        report(item, `${root}.template.spec.restartPolicy`, '"Never" or "OnFailure"', 'correct it')
    }
  },
}
