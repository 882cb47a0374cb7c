import { chartIssues, readSheets, type ChartCheck } from '@slipway/checks/charts'
import type { Fleet } from '@slipway/fleet'

export function chartsOf(fleet: Fleet): ChartCheck {
  const sheets = readSheets()
  return sheets.ok
    ? chartIssues(fleet, sheets.value)
    : { releases: 0, rendered: 0, issues: sheets.issues, used: new Set() }
}
