import { literalAddress } from './literal-address.ts'
import type { Report } from './report.ts'

/** Of pods and of functions: a variable, or a part of a command. */
export function addressRule(at: string, text: string, report: Report): void {
  const found = literalAddress(text)
  if (found !== undefined)
    report(
      at,
      'literal-address',
      found,
      'a name: an address belongs to one cluster, and no policy lets the app reach it',
      'name the app or the host in calls, and use its variable or its name',
    )
}
