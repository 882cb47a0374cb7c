import { literalAddress } from './literal-address.ts'
import type { Report } from './report.ts'

/** Judges an address in a variable, or in a part of a command, of a pod or a function. */
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
