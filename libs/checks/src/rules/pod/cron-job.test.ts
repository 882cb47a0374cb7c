import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { cronJob } from './cron-job.ts'

const edit = (field: string, value: unknown) => set('cronjob-report', field, value)
const says = (field: string, rest: string) => [`cronjob-report ${field}: ${rest}`]
const job = 'spec.jobTemplate.spec'

table(cronJob, [
  {
    name: 'no time zone',
    change: edit('spec.timeZone', undefined),
    says: says('spec.timeZone', "nothing; a time zone: else the controller's own, which nobody knows"),
    alone: true,
  },
  {
    name: 'a time zone in the schedule',
    change: edit('spec.schedule', 'CRON_TZ=UTC 0 3 * * *'),
    says: says('spec.schedule', '"CRON_TZ=UTC 0 3 * * *"; no time zone in it: timeZone has it'),
  },
  {
    name: 'four fields',
    change: edit('spec.schedule', '0 3 * *'),
    says: says('spec.schedule', '"0 3 * *"; five fields: minute, hour, day, month, weekday'),
  },
  {
    name: 'a time zone that is none',
    change: edit('spec.timeZone', 'Berlin'),
    says: says('spec.timeZone', '"Berlin"; a time zone of the IANA list'),
  },
  { name: 'a word', change: edit('spec.schedule', '@daily'), says: [] },
  { name: 'any day', change: edit('spec.schedule', '0 3 ? * *'), says: [] },
  {
    name: 'overlap unsaid',
    change: edit('spec.concurrencyPolicy', undefined),
    says: says('spec.concurrencyPolicy', 'nothing; Forbid, Replace or Allow'),
  },
  {
    name: 'no time to start',
    change: edit('spec.startingDeadlineSeconds', 5),
    says: says('spec.startingDeadlineSeconds', '5; at least 10'),
  },
  {
    name: 'a run without an end',
    change: edit(`${job}.activeDeadlineSeconds`, undefined),
    says: says(`${job}.activeDeadlineSeconds`, 'nothing; the longest that a run may take'),
  },
  {
    name: 'runs kept for ever',
    change: edit(`${job}.ttlSecondsAfterFinished`, undefined),
    says: says(`${job}.ttlSecondsAfterFinished`, 'nothing; how long a run is kept'),
  },
  {
    name: 'tries unsaid',
    change: edit(`${job}.backoffLimit`, undefined),
    says: says(`${job}.backoffLimit`, 'nothing; how often a run is tried again'),
  },
  {
    name: 'a job that restarts for ever',
    change: edit(`${job}.template.spec.restartPolicy`, 'Always'),
    says: says(`${job}.template.spec.restartPolicy`, '"Always"; "Never" or "OnFailure"'),
  },
])
