import { functionPlace, stackFile } from '@slipway/aws'
import type { Cluster } from '@slipway/fleet'
import { resolveFunctions } from '@slipway/model'
import type { Estate } from '@slipway/spec'
import { estateFiles, filesOf, type Files } from '@slipway/tree'
import { ok, type Outcome } from '@slipway/core'

/** A cluster, as far as paths name it. */
export type ClusterPlace = Pick<Cluster, 'account' | 'region'> & { readonly name: string }

/** Where the stack of an app that is a function is, in either format: all of it that a release decides. */
export const functionStackFiles = (cluster: ClusterPlace, app: string): readonly string[] =>
  (['cloudformation', 'opentofu'] as const).map((stacks) => stackFile(functionPlace(cluster, app), { stacks }))

/** The stacks of an app in these clusters; nothing is rendered for an app that runs in pods. */
export function functionStacksOf(estate: Estate, app: string, clusters: readonly string[]): Outcome<Files> {
  const functions = resolveFunctions(estate)
  const own = functions.filter(({ name, cluster }) => name === app && clusters.includes(cluster.name))
  if (own.length === 0) return ok(new Map())
  const all = filesOf(estateFiles({ ...estate, functions }))
  if (!all.ok) return all
  const wanted = new Set(own.flatMap(({ cluster }) => functionStackFiles(cluster, app)))
  return ok(new Map([...all.value].filter(([file]) => wanted.has(file))))
}
