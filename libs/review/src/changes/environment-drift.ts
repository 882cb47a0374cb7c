import { at, list, text } from '@slipway/kube'
import { diff, pathText } from '../compare/diff.ts'
import { entityOf, type Change } from '../compare/match.ts'
import { inTemplate, templates } from '../effects/pod-template.ts'
import type { Entity } from '../read/entity.ts'
import { environmentRank } from '../read/conventions.ts'
import { factsOf, type FleetFacts } from '../read/fleet-facts.ts'
import type { Index, Trees } from '../read/trees.ts'
import { isIntended, overridesOf } from './intended-drift.ts'

type Pair = readonly [string, string]

/** In versions, or in fields that this change made differ. */
export interface DriftData {
  readonly versions: { readonly clusters: Pair; readonly versions: Pair }
  readonly fields: { readonly clusters: Pair; readonly fields: readonly string[] }
}
type DriftCode = keyof DriftData
type Found = { readonly [C in DriftCode]: { readonly code: C; readonly data: DriftData[C] } }[DriftCode]
/** Drift with the apps that have it. */
export type Drift = Found & { readonly apps: readonly string[] }

/** Tag or digest; registries differ by region. */
const pin = (image: unknown): string | undefined => text(image)?.replace(/^.*?(?=@|:[^/]*$)/, '')

/** Fields in which the same workload differs between two clusters, except those that the spec's `in` sets. */
function differences(a: Entity | undefined, b: Entity | undefined, intended: (steps: readonly string[]) => boolean) {
  const found = new Map<string, string>()
  if (a === undefined || b === undefined) return found
  for (const { steps, names, before, after } of diff(a.kind, a.value, b.value)) {
    const pod = inTemplate(a.kind, steps)
    // Variables' values are the environments' own.
    // A side without a template is a patch of another object.
    if (pod === undefined || pod.length === 0 || steps.at(-1) === 'value' || intended(pod)) continue
    if (pod.at(-1) === 'image' && pin(before) === pin(after)) continue
    const path = names.slice(names.length - pod.length)
    found.set(pathText(path[0] === 'spec' ? path.slice(1) : path), JSON.stringify([before, after]))
  }
  return found
}

const versionOf = (entity: Entity | undefined): string =>
  text(at(entity?.value, 'spec', 'template', 'metadata', 'labels', 'app.kubernetes.io/version')) ??
  list(at(entity?.value, 'spec', 'template', 'spec', 'containers'))
    .map((container) => pin(container.image) ?? '')
    .join(', ')

/** In the order of promotion. */
function neighbours(clusters: readonly string[], fleet: FleetFacts): readonly Pair[] {
  const environmentOf = (cluster: string) => factsOf(fleet, cluster).environment
  const environments =
    fleet.size > 0
      ? [...fleet.values()].map((facts) => facts.environment)
      : clusters.map(environmentOf).toSorted((a, b) => environmentRank(a) - environmentRank(b))
  const groups = [...new Set(environments)].map((name) => clusters.filter((cluster) => environmentOf(cluster) === name))
  return groups.slice(1).flatMap((group, i) => (groups[i] ?? []).flatMap((a) => group.map((b): Pair => [a, b])))
}

/**
 * Drift of touched workloads: fields that the change makes differ, and versions that it leaves behind. Differences that
 * `in` of a spec asks for are no drift.
 */
export function driftOf(
  changes: readonly Change[],
  trees: Trees,
  fleet: FleetFacts,
  specs: ReadonlyMap<string, string>,
): readonly Drift[] {
  const pairs = neighbours(trees.clusters, fleet)
  const seen = new Set<string>()
  const found = changes.map(entityOf).flatMap((entity) => {
    const { kind, namespace, name, location } = entity
    const what = `${kind}/${namespace}/${name}`
    if (location.cluster === '' || !(kind in templates) || seen.has(what)) return []
    seen.add(what)
    const overrides = overridesOf(specs, location.app)
    return pairs.flatMap((clusters): { readonly app: string; readonly drift: Found }[] => {
      const environments = clusters.map((cluster) => factsOf(fleet, cluster).environment)
      const twins = (index: Index) => clusters.map((cluster) => index.find(cluster, kind, namespace, name))
      const between = ([a, b]: readonly (Entity | undefined)[]) =>
        differences(a, b, (steps) => isIntended(overrides, environments, steps))
      const [a, b] = twins(trees.after)
      const [now, was] = [between([a, b]), between(twins(trees.before))]
      const versions: Pair = [versionOf(a), versionOf(b)]
      const apart = versions[0] !== versions[1]
      const fields = [...now.keys()].filter(
        (path) => now.get(path) !== was.get(path) && !(apart && /image$|version/.test(path)),
      )
      return [
        ...(apart && a !== undefined && b !== undefined
          ? [{ app: name, drift: { code: 'versions', data: { clusters, versions } } } as const]
          : []),
        ...(fields.length > 0 ? [{ app: name, drift: { code: 'fields', data: { clusters, fields } } } as const] : []),
      ]
    })
  })
  return [...Map.groupBy(found, ({ drift }) => JSON.stringify(drift)).values()].flatMap((same) =>
    same.slice(0, 1).map(({ drift }) => ({ ...drift, apps: same.map(({ app }) => app) })),
  )
}
