import { podsOf } from '../effects/pod-count.ts'
import { entityOf } from '../compare/match.ts'
import { factsOf, type FleetFacts } from '../read/fleet-facts.ts'
import type { Trees } from '../read/trees.ts'
import type { ChangeGroup } from './change-group.ts'

export interface Blast {
  readonly objects: number
  readonly apps: number
  readonly clusters: readonly string[]
  /** Workloads whose pods are replaced; their pods, at least and at most. */
  readonly replaced: number
  readonly fewest: number
  readonly most: number
  /** Workloads that go, with their pods. */
  readonly stopped: number
  readonly prodRegions: readonly string[]
  readonly prodApps: number
}

const replacing = new Set(['restart', 'canary'])
const moving = new Set([...replacing, 'recreate', 'refused', 'delete', 'traffic'])

export function blastOf(groups: readonly ChangeGroup[], trees: Trees, fleet: FleetFacts): Blast {
  const all = groups.flatMap(({ changes }) => changes)
  const having = (kinds: ReadonlySet<string>) =>
    all.filter(({ effects }) => effects.some(({ kind }) => kinds.has(kind)))
  const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]
  const named = (values: readonly string[]) => distinct(values).filter((value) => value !== '')
  const locations = all.map(({ change }) => entityOf(change).location)
  const prod = having(moving).filter(({ change }) => factsOf(fleet, entityOf(change).location.cluster).prod)
  const replaced = distinct(having(replacing).flatMap(({ change }) => change.after ?? []))
  const stopped = distinct(
    all
      .filter(({ effects }) => effects.some(({ code }) => code === 'pods-stop'))
      .flatMap(({ change }) => change.before ?? []),
  )
  const pods = replaced.flatMap((workload) => podsOf(trees.after, workload) ?? [])
  return {
    objects: distinct(all.map(({ change }) => change)).length,
    apps: named(locations.map(({ team, app }) => (app === '' ? '' : `${team}/${app}`))).length,
    clusters: named(locations.map(({ cluster }) => cluster)).toSorted(),
    replaced: replaced.length,
    fewest: pods.reduce((sum, { fewest }) => sum + fewest, 0),
    most: pods.reduce((sum, { most }) => sum + most, 0),
    stopped: stopped.length,
    prodRegions: distinct(
      prod.map(({ change }) => factsOf(fleet, entityOf(change).location.cluster).region),
    ).toSorted(),
    prodApps: distinct(prod.map(({ location }) => location)).length,
  }
}
