import { conventionalLocation, type ConventionalLocation } from './conventions.ts'

/** `clusters/<cluster>/<team>/<app>/...`, `argocd/<cluster>/...`; elsewhere by conventions, and empty without one. */
export interface PathLocation extends ConventionalLocation {
  readonly team: string
  readonly folder: string
}

/** Finds the place to which a file, or an Application with a destination, puts its objects. */
export type Locate = (path: string, destination?: unknown) => PathLocation

const known = new Map<string, PathLocation>()

function locate(folder: string): PathLocation {
  const [tree = '', cluster = '', team = '', app = ''] = folder.split('/')
  if (tree === 'clusters' && app !== '') return { cluster, team, app, folder }
  if (tree === 'argocd' && cluster !== '') return { cluster, team: 'platform', app: 'argocd', folder }
  return { ...conventionalLocation(folder), team: '', folder }
}

/** The same object for one folder. */
export function locationOf(path: string): PathLocation {
  const slash = path.lastIndexOf('/')
  const folder = slash < 0 ? '' : path.slice(0, slash)
  const before = known.get(folder)
  if (before !== undefined) return before
  const place = locate(folder)
  known.set(folder, place)
  return place
}
