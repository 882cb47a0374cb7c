import { cronNumbers, namesBothDays } from '@slipway/kube'
import type { PartOf } from '../shape/app.ts'
import { isBytes } from '../shape/state.ts'
import { bytes } from '../shape/units.ts'
import type { Report } from './report.ts'
import { exposeRules } from './expose-rules.ts'
import { cronRule } from './schedule.ts'

/** Refuses schedules that AWS Backup cannot run: more than once an hour, or on days that fit either of two fields. */
function snapshotRules({ schedule }: NonNullable<PartOf<'stateful'>['snapshots']>, report: Report) {
  const at = 'snapshots.schedule'
  if (!cronRule(at, schedule, report)) return
  const minutes = cronNumbers(schedule).find(([name]) => name === 'minute')?.[1] ?? '*'
  if (minutes === '*' || minutes.length > 1)
    report(at, 'snapshots-too-often', schedule, 'at most one snapshot an hour', 'name one minute, such as "0 * * * *"')
  if (namesBothDays(schedule))
    report(
      at,
      'snapshots-either-day',
      schedule,
      'days of the month or weekdays: AWS Backup does not take both',
      'put * in one of the two places',
    )
}

export function stateRules(spec: PartOf<'stateful'>, report: Report) {
  const { volumes = {}, retention, snapshots, expose } = spec
  if (expose !== undefined && !isBytes(expose)) exposeRules({ ...spec, expose }, report)
  if (snapshots !== undefined) {
    snapshotRules(snapshots, report)
    if (Object.keys(volumes).length === 0)
      report(
        'snapshots',
        'no-volumes',
        snapshots,
        'volumes that it is about',
        'add volumes, or take snapshots out',
        'volumes',
        'snapshots',
      )
  }
  for (const [mount, given] of Object.entries(volumes)) {
    if (typeof given === 'string' || given.grown === undefined || bytes(given.grown) > bytes(given.size)) continue
    report(
      `volumes.${JSON.stringify(mount)}.grown`,
      'volume-shrinks',
      given.grown,
      `more than size (${given.size}): volumes never shrink`,
      'raise it, or take it out',
    )
  }
  if (retention !== undefined && Object.keys(volumes).length === 0)
    report(
      'retention',
      'no-volumes',
      retention,
      'volumes whose end it decides',
      'add volumes, or take retention out',
      'volumes',
      'retention',
    )
}
