import type { Opening } from '../covers.ts'
import type { RiskLevel } from '../level.ts'

/** `nginx` -> `docker.io/library/nginx`, without tag and digest. */
export function repositoryOf(image: string): string {
  const [, path = image] = /^(.*?)(?::[^:/]*)?(?:@.*)?$/s.exec(image) ?? []
  const [first = '', ...rest] = path.split('/')
  if (rest.length === 0) return `docker.io/library/${path}`
  return /[.:]|^localhost$/.test(first) ? path.replace(/^index\.docker\.io\//, 'docker.io/') : `docker.io/${path}`
}
export const registryOf = (repository = ''): string => repository.slice(0, repository.indexOf('/'))

/** Another registry is somebody else. */
export const byRegistry = (now: readonly Opening[], before: readonly Opening[]): RiskLevel => {
  const known = new Set(before.map(([repository]) => registryOf(repository)))
  return now.every(([repository]) => known.has(registryOf(repository))) ? 'medium' : 'high'
}
