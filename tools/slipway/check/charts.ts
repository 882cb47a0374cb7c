import { chartIssues, readSheets, type ChartCheck } from '@slipway/checks/charts'
import type { Fleet } from '@slipway/fleet'

/** What is wrong with the add-ons of a fleet, by the sheets of this code. */
export function chartsOf(fleet: Fleet): ChartCheck {
  const sheets = readSheets()
  return sheets.ok
    ? chartIssues(fleet, sheets.value)
    : { releases: 0, rendered: 0, issues: sheets.issues, used: new Set() }
}
