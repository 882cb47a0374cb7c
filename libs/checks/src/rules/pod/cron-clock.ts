import { show } from '@slipway/core'
import { at, clockChangesOf, cronProblem, isTimeZone, list, namesBothDays, text, type ClockChange } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

const clock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0')).join(':')

const changed = ({ is, date, from, to }: ClockChange): string =>
  is === 'skipped'
    ? `never on ${date}, when clocks skip ${clock(from)} to ${clock(to)}`
    : `twice on ${date}, when ${clock(from)} to ${clock(to)} comes twice`

export const cronClock: Rule = {
  code: 'cron-clock',
  guards: 'a schedule comes once on each of its days, and only on those',
  source:
    'https://pkg.go.dev/github.com/robfig/cron/v3 (jobs in the hour that clocks skip are not run; a day of the month and a weekday: either)',
  check: (cluster, _, warn) => {
    const schedules = [
      ...cluster
        .kind('CronJob')
        .map((item) => ({ item, field: 'spec.schedule', of: item.spec.schedule, zone: item.spec.timeZone })),
      ...cluster.kind('ScaledObject').flatMap((item) =>
        [...list(item.spec.triggers).entries()].flatMap(([i, { type, metadata }]) =>
          type === 'cron'
            ? ['start', 'end'].map((name) => ({
                item,
                field: `spec.triggers[${i}].metadata.${name}`,
                of: at(metadata, name),
                zone: at(metadata, 'timezone'),
              }))
            : [],
        ),
      ),
    ]
    for (const { item, field, ...given } of schedules) {
      const [schedule, zone] = [text(given.of) ?? '', text(given.zone) ?? '']
      if (schedule.startsWith('@') || cronProblem(schedule) !== undefined) continue
      if (namesBothDays(schedule))
        warn(
          item,
          field,
          'days of the month or weekdays: with both, cron comes on each day that fits either',
          'write * for one of the two, and let the app look at the other',
        )
      const kinds = Map.groupBy(isTimeZone(zone) ? clockChangesOf(schedule, zone) : [], ({ is }) => is)
      const firsts = [...kinds.values()].flatMap(([first]) => (first === undefined ? [] : [changed(first)]))
      if (firsts.length > 0)
        warn(
          item,
          field,
          `a time that clocks neither skip nor repeat: it comes ${firsts.join(', and ')}`,
          'move it to another hour, or write zone: UTC',
          `${show(schedule)} in ${zone}`,
        )
    }
  },
}
