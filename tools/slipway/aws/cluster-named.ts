import { failed, issue, ok, show, suggestion, type Outcome } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'

/** @returns an issue that names those there are, where it is none */
export function clusterNamed(fleet: Fleet, name: string): Outcome<Cluster> {
  const found = fleet.clusters.find((one) => one.name === name)
  if (found !== undefined) return ok(found)
  const names = fleet.clusters.map((one) => String(one.name))
  return failed(
    issue(
      'fleet/clusters',
      '',
      'unknown-cluster',
      show(name),
      `a cluster: ${names.join(', ')}`,
      suggestion(name, names),
    ),
  )
}
