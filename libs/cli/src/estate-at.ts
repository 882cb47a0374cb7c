import { existsSync } from 'node:fs'
import path from 'node:path'

/**
 * Finds the estate of a folder. Looks at the folder's own path: a copy whose `node_modules` is a link runs another
 * clone's code on its own files.
 * @returns the nearest folder above with a fleet and a package, or `home`
 */
export function estateAt(folder: string, home: string): string {
  for (let at = folder; ; at = path.dirname(at)) {
    if (at === home) return home
    if (['fleet/fleet.ts', 'package.json', 'node_modules'].every((file) => existsSync(path.join(at, file)))) return at
    if (path.dirname(at) === at) return home
  }
}
