import { at, list, text } from '@slipway/kube'
import { askedIn, isAsked, type Asked } from './asked.ts'
import { entityOf } from './atom.ts'
import { diff, pathText } from '../compare/diff.ts'
import { inTemplate } from '../effects/effects.ts'
import type { Entity } from './entity.ts'
import { factsOf, type FleetFacts } from './fleet-facts.ts'
import type { Change } from '../compare/match.ts'
import { some } from '../report/places.ts'
import type { Index, Trees } from './trees.ts'

/** A field in which two environments differ, in some apps. */
export interface Drift {
  readonly app: string
  readonly text: string
}

const workloads = new Set(['Deployment', 'Rollout', 'StatefulSet', 'DaemonSet', 'CronJob'])

/**
 * Fields by path in which the same workload differs between two clusters; the image by its pin, since registries differ by region.
 * @param asked whether the spec asks for a difference at a path of the pod template
 */
function differences(
  a: Entity | undefined,
  b: Entity | undefined,
  asked: (steps: readonly string[]) => boolean,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  if (a === undefined || b === undefined) return found
  for (const delta of diff(a.kind, a.value, b.value)) {
    const pod = inTemplate(a.kind, delta.steps)
    // Where regions, registries and environments have their own values, the spec says so: env values and hosts are theirs.
    if (pod === undefined || delta.steps.at(-1) === 'value' || asked(pod)) continue
    const names = delta.names.slice(delta.names.length - pod.length)
    if (pod.at(-1) === 'image' && pin(delta.before) === pin(delta.after)) continue
    found.set(pathText(names[0] === 'spec' ? names.slice(1) : names), JSON.stringify([delta.before, delta.after]))
  }
  return found
}

const pin = (image: unknown): string | undefined => text(image)?.replace(/^.*?(?=@|:[^/]*$)/, '')
const versions = (entity: Entity | undefined): string =>
  text(at(entity?.value, 'spec', 'template', 'metadata', 'labels', 'app.kubernetes.io/version')) ??
  list(at(entity?.value, 'spec', 'template', 'spec', 'containers'))
    .map((container) => pin(container.image) ?? '')
    .join(', ')

/** Each cluster of one environment with each of the next, in the order of promotion. */
function neighbours(clusters: readonly string[], fleet: FleetFacts): readonly (readonly [string, string])[] {
  const environments = [...new Set([...fleet.values()].map(({ environment }) => environment))]
  const order =
    environments.length > 0
      ? environments
      : [...new Set(clusters.map((cluster) => factsOf(fleet, cluster).environment))]
  const of = (environment: string | undefined) =>
    clusters.filter((cluster) => factsOf(fleet, cluster).environment === environment)
  return order
    .slice(1)
    .flatMap((environment, i) => of(order[i]).flatMap((a) => of(environment).map((b) => [a, b] as const)))
}

const none: Asked = new Map()
/** What the spec of an app says of environments; nothing where the tree has no specs. */
function askedOf(specs: ReadonlyMap<string, string>, app: string): Asked {
  const file = ['ts', 'yaml', 'yml'].map((ending) => `apps/${app}/app.${ending}`).find((name) => specs.has(name))
  return file === undefined ? none : askedIn(file, specs.get(file) ?? '')
}

const twin = (index: Index, cluster: string, { kind, namespace, name }: Entity) =>
  index.find(cluster, kind, namespace, name)

/**
 * Where the environments of a touched workload differ after this change: what it makes differ, and what version it leaves behind. Values of
 * environment variables are the environments' own and are not compared, and what the spec asks for in its `in` is no drift.
 */
export function driftOf(
  changes: readonly Change[],
  trees: Trees,
  fleet: FleetFacts,
  specs: ReadonlyMap<string, string>,
): readonly Drift[] {
  const pairs = neighbours(trees.clusters, fleet)
  const seen = new Set<string>()
  const found = new Map<string, string[]>()
  for (const change of changes) {
    const entity = entityOf(change)
    const what = `${entity.kind}/${entity.namespace}/${entity.name}`
    if (entity.place.cluster === '' || !workloads.has(entity.kind) || seen.has(what)) continue
    seen.add(what)
    const asked = askedOf(specs, entity.place.app)
    for (const [a, b] of pairs) {
      const environments = [a, b].map((cluster) => factsOf(fleet, cluster).environment)
      const meant = (steps: readonly string[]) => isAsked(asked, environments, steps)
      const [now, was] = [
        differences(twin(trees.after, a, entity), twin(trees.after, b, entity), meant),
        differences(twin(trees.before, a, entity), twin(trees.before, b, entity), meant),
      ]
      const [x, y] = [versions(twin(trees.after, a, entity)), versions(twin(trees.after, b, entity))]
      const fields = [...now]
        .filter(([path, values]) => was.get(path) !== values && !(x !== y && /image$|version/.test(path)))
        .map(([path]) => path)
      const told = [
        ...(x !== y && twin(trees.after, a, entity) !== undefined && twin(trees.after, b, entity) !== undefined
          ? [`${a} runs ${x}, ${b} runs ${y}`]
          : []),
        ...(fields.length > 0 ? [`${a} and ${b} differ now in ${some(fields, 3)}`] : []),
      ]
      for (const one of told) {
        const apps = found.get(one)
        if (apps === undefined) found.set(one, [entity.name])
        else apps.push(entity.name)
      }
    }
  }
  return [...found].map(([told, apps]) => ({ app: some(apps, 4), text: told }))
}
