import type { PartOf } from '../shape/app.ts'
import { bytes } from '../shape/units.ts'
import type { Report } from './report.ts'

export function stateRules({ volumes = {}, retention }: PartOf<'stateful'>, report: Report) {
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
