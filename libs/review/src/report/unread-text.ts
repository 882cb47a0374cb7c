import type { Issue } from '@slipway/core'
import { count } from './format-locations.ts'

/** Stands above all changes: what it does is not known. */
export const unreadText = (issues: readonly Issue[]): string =>
  `${count(new Set(issues.map(({ file }) => file)).size, 'file')} could not be read, named at the end: what comes of that is not known`
