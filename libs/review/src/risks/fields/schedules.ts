import { cronDays, cronProblem, cronTimes, number } from '@slipway/kube'
import { field, fieldRule } from './field-rule.ts'

const isSound = (schedule: unknown): schedule is string =>
  typeof schedule === 'string' && !schedule.startsWith('@') && cronProblem(schedule) === undefined
/** Every day of a leap year. */
const days = Array.from({ length: 366 }, (_, n) => new Date(Date.UTC(2028, 0, 1 + n)).toISOString().slice(0, 10))
const isNever = (schedule: unknown): boolean => isSound(schedule) && !days.some((day) => cronDays(schedule, day))
const timesAYear = (schedule: unknown): number =>
  isSound(schedule) ? cronTimes(schedule).length * days.filter((day) => cronDays(schedule, day)).length : 0

/** When runs start by a schedule, and how often. */
export const scheduleRisks = [
  fieldRule('runs', 'outage', 'when runs start, and how often', [
    field('runs-never', 'high', 'CronJob CronWorkflow', 'spec.schedule', (_, is) => isNever(is), true),
    field(
      'runs-often',
      'medium',
      'CronJob CronWorkflow',
      'spec.schedule',
      (was, is) => timesAYear(was) > 0 && timesAYear(is) >= 10 * timesAYear(was),
    ),
    field('runs-at-other-hours', 'low', 'CronJob', 'spec.timeZone'),
    // The controller looks every ten seconds (https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline).
    field('runs-missed', 'medium', 'CronJob', 'spec.startingDeadlineSeconds', (_, is) => (number(is) ?? 10) < 10),
    field('retried-no-more', 'low', 'CronJob', 'spec.jobTemplate.spec.backoffLimit', (_, is) => is === 0),
  ]),
]
