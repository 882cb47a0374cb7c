import { entityOf } from './atom.ts'
import type { Entry } from './entry.ts'
import { factsOf, type FleetFacts } from './fleet-facts.ts'
import { podsOf } from '../effects/pods.ts'
import type { Risk } from '../risks/risk.ts'
import type { Trees } from './trees.ts'

/** How far a change reaches. */
export interface Blast {
  readonly objects: number
  readonly apps: number
  readonly clusters: readonly string[]
  /** Workloads whose pods are replaced, and how many pods these have, at least and at most. */
  readonly replaced: number
  readonly fewest: number
  readonly most: number
  /** Regions of prod in which pods are replaced. */
  readonly prodRegions: readonly string[]
  readonly prodApps: number
}

const moves = new Set(['restart', 'canary', 'recreate', 'refused', 'delete', 'traffic'])

/** Counts what is touched. */
export function blastOf(entries: readonly Entry[], trees: Trees, fleet: FleetFacts): Blast {
  const objects = new Set<unknown>()
  const apps = new Set<string>()
  const clusters = new Set<string>()
  const regions = new Set<string>()
  const prodApps = new Set<string>()
  const replaced = new Set<unknown>()
  let [fewest, most] = [0, 0]
  for (const { change, effects, spot } of entries.flatMap(({ atoms }) => atoms)) {
    const entity = entityOf(change)
    const { cluster, team, app } = entity.place
    objects.add(change)
    if (app !== '') apps.add(`${team}/${app}`)
    if (cluster !== '') clusters.add(cluster)
    const facts = factsOf(fleet, cluster)
    if (facts.prod && effects.some(({ kind }) => moves.has(kind))) {
      regions.add(facts.region)
      prodApps.add(spot)
    }
    if (
      change.after === undefined ||
      replaced.has(change) ||
      !effects.some(({ kind }) => kind === 'restart' || kind === 'canary')
    )
      continue
    replaced.add(change)
    const pods = podsOf(trees.after, change.after)
    fewest += pods?.fewest ?? 0
    most += pods?.most ?? 0
  }
  return {
    objects: objects.size,
    apps: apps.size,
    clusters: [...clusters].sort(),
    replaced: replaced.size,
    fewest,
    most,
    prodRegions: [...regions].sort(),
    prodApps: prodApps.size,
  }
}

/** From how many apps of prod on a change is wide. */
const wide = 10

export const blastGuards = [
  { name: 'several-regions', guards: 'more than one region of prod at once' },
  { name: 'wide', guards: `${wide} apps of prod or more at once` },
] as const

/** The risks of how far a change reaches. */
export function blastRisks({ prodRegions, prodApps }: Blast): readonly Risk[] {
  const risks: Risk[] = []
  if (prodRegions.length > 1)
    risks.push({
      rule: 'several-regions',
      level: 'medium',
      why: `${prodRegions.join(' and ')} of prod at once: no region is left to compare with`,
    })
  if (prodApps >= wide) risks.push({ rule: 'wide', level: 'medium', why: `${prodApps} apps of prod at once` })
  return risks
}
