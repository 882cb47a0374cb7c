import type { Cluster } from '@slipway/fleet'
import type { SpecPart } from '../shape/app.ts'
import type { AppSource } from './read-app.ts'

/** The app whose image another runs; `undefined` for an image of its own. */
export const imageApp = (part: Pick<SpecPart, 'image'> | undefined): string | undefined =>
  typeof part?.image === 'object' ? part.image.app : undefined

/** Where the images of an app are pulled from in a cluster. @param appNamed finds the app that `image` names */
export function repositoryOf(
  { name, specs }: Pick<AppSource, 'name' | 'specs'>,
  { environment, registry }: Pick<Cluster, 'environment' | 'registry'>,
  appNamed: (name: string) => Pick<AppSource, 'specs'> | undefined,
): string {
  const given = specs.get(environment)?.image
  if (typeof given !== 'object') return given ?? `${registry}/${name}`
  const own = appNamed(given.app)?.specs.get(environment)?.image
  return typeof own === 'string' ? own : `${registry}/${given.app}`
}
