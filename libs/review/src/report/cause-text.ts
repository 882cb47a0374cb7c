import type { Cause } from '../changes/cause.ts'
import { count, some } from './format-locations.ts'

/** `Cause: fleet/defaults.ts changed, and by it 412 objects of catalog, orders and 3 more`. */
export function causeText({ files, objects, apps }: Cause): string {
  const one = files.length === 1
  const of =
    apps.length === 0
      ? ''
      : ` of ${some(apps, 3)}, of which no file of ${apps.length === 1 ? 'its' : 'their'} own changed`
  return `Cause: ${some(files, 4)} changed, and by ${one ? 'it' : 'one of these'} ${count(objects, 'object')}${of}`
}
