import { existsSync } from 'node:fs'
import path from 'node:path'

/**
 * The estate that a folder is in. A copy whose `node_modules` is a link to another clone runs that clone's code, and means its own files.
 * @returns the nearest folder above with a fleet and a package, or `home`
 */
export function estateAt(folder: string, home: string): string {
  for (let at = folder; ; at = path.dirname(at)) {
    if (at === home) return home
    if (['fleet/fleet.ts', 'package.json', 'node_modules'].every((file) => existsSync(path.join(at, file)))) return at
    if (path.dirname(at) === at) return home
  }
}
