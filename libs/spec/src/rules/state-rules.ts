import { cronNumbers, namesBothDays } from '@slipway/kube'
import type { PartOf } from '../shape/app.ts'
import { isBytes, isKept } from '../shape/state.ts'
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

/** Fields that are about an app's callers. */
const served = ['accepts', 'api', 'balance', 'expose', 'peers', 'protocol', 'slo', 'timeout'] as const

export function stateRules(spec: PartOf<'stateful'>, report: Report) {
  for (const field of spec.port === undefined ? served : [])
    if (spec[field] !== undefined)
      report(field, 'no-port', spec[field], 'a port that it listens on', `add port, or take ${field} out`, 'port')
  const { volumes = {}, retention, snapshots, expose } = spec
  const hasKept = Object.values(volumes).some(isKept)
  if (spec.port !== undefined && expose !== undefined && !isBytes(expose)) exposeRules({ ...spec, expose }, report)
  if (snapshots !== undefined) {
    snapshotRules(snapshots, report)
    if (!hasKept)
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
    if (
      typeof given === 'string' ||
      !isKept(given) ||
      given.grown === undefined ||
      bytes(given.grown) > bytes(given.size)
    )
      continue
    report(
      `volumes.${JSON.stringify(mount)}.grown`,
      'volume-shrinks',
      given.grown,
      `more than size (${given.size}): volumes never shrink`,
      'raise it, or take it out',
    )
  }
  if (retention !== undefined && !hasKept)
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
