import { ok, refused, show, suggestion, type Outcome } from '@slipway/core'
import type { Model, ResolvedApp } from '@slipway/model'
import type { Cluster } from '@slipway/fleet'

/** An app in one of its clusters. */
export interface Place {
  readonly app: ResolvedApp
  readonly cluster: Cluster
}

/** @param cluster may be left out where the app is in one alone */
export function placeOf({ clusters }: Model, name: string, cluster: string | undefined): Outcome<Place> {
  const places = clusters.flatMap((one) =>
    one.apps.filter((app) => app.name === name).map((app) => ({ app, cluster: one.cluster })),
  )
  if (clusters.some(({ functions }) => functions.some((one) => one.name === name))) {
    const hint = 'look at its alarms, metrics and logs in CloudWatch'
    return refused('apps', 'a-function', `${show(name)}, a function`, 'an app that runs in a cluster', hint)
  }
  if (places.length === 0) {
    const names = [...new Set(clusters.flatMap(({ apps }) => apps.map((app) => app.name)))]
    return refused('apps', 'unknown-app', show(name), 'an app that is in a cluster', suggestion(name, names))
  }
  const names = places.map((place) => place.cluster.name)
  if (cluster === undefined) {
    const [only, more] = places
    if (only !== undefined && more === undefined) return ok(only)
    return refused(
      '--cluster',
      'which-cluster',
      'nothing',
      `one of: ${names.join(', ')}`,
      `add --cluster ${names[0] ?? ''}`,
    )
  }
  const found = places.find((place) => place.cluster.name === cluster)
  if (found !== undefined) return ok(found)
  const want = `a cluster of ${name}: ${names.join(', ')}`
  return refused('--cluster', 'unknown-cluster', show(cluster), want, suggestion(cluster, names))
}
