import { expect, it } from 'vitest'
import { table } from '../../../test/case.ts'
import { all, good, indexClusters, fleet, set } from '../../../test/fixture.ts'
import { apply } from '../../engine/rule.ts'
import { cronClock } from './cron-clock.ts'

const at = (schedule: string, timeZone = 'Europe/Berlin') =>
  all(set('cronjob-report', 'spec.schedule', schedule), set('cronjob-report', 'spec.timeZone', timeZone))
const says = (schedule: string, zone: string, ...when: readonly string[]) => [
  `cronjob-report spec.schedule: "${schedule}" in ${zone}; a time that clocks neither skip nor repeat: it comes ${when.join(', and ')}`,
]
const skipped = 'never on 2027-03-28, when clocks skip 02:00 to 03:00'
const repeated = 'twice on 2027-10-31, when 02:00 to 03:00 comes twice'

table(cronClock, [
  {
    name: 'in the hour',
    change: at('30 2 * * *'),
    says: says('30 2 * * *', 'Europe/Berlin', skipped, repeated),
    alone: true,
  },
  {
    name: 'of several',
    change: at('0,45 0-5 * * sun'),
    says: says('0,45 0-5 * * sun', 'Europe/Berlin', skipped, repeated),
  },
  { name: 'in spring alone', change: at('5 2 * 1-6 *'), says: says('5 2 * 1-6 *', 'Europe/Berlin', skipped) },
  {
    name: 'in another zone',
    change: at('30 1 * * *', 'America/New_York'),
    says: says('30 1 * * *', 'America/New_York', 'twice on 2027-11-07, when 01:00 to 02:00 comes twice'),
  },
  {
    name: 'half an hour',
    change: at('40 1 * * *', 'Australia/Lord_Howe'),
    says: says('40 1 * * *', 'Australia/Lord_Howe', 'twice on 2027-04-04, when 01:30 to 02:00 comes twice'),
  },
  { name: 'a weekday on which clocks do not change', change: at('30 2 * * 1-5'), says: [] },
  { name: 'every hour', change: at('30 * * * *'), says: [] },
  { name: 'where clocks never change', change: at('30 2 * * *', 'Etc/UTC'), says: [] },
  { name: 'just after', change: at('0 3 * * *'), says: [] },
  {
    name: 'days of the month and weekdays',
    change: at('0 4 1 * mon'),
    says: [
      'cronjob-report spec.schedule: "0 4 1 * mon"; days of the month or weekdays: with both, cron comes on each day that fits either',
    ],
  },
  { name: 'every second day of the month that is a Monday', change: at('0 4 */2 * mon'), says: [] },
])

it('warns, as that may be meant', () => {
  const found = indexClusters(at('30 2 * * *')(good()), fleet).flatMap((cluster) => apply([cronClock], cluster))
  expect(found.map(({ warning }) => warning)).toEqual([true])
})
