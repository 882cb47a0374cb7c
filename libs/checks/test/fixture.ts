/** A small estate that is right in every rule's eyes, and ways to break it. For tests alone. */
import { folderOf, teamName, type KubeObject, type Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { exampleCluster, exampleFleet, examplePool, exampleTeam } from '@slipway/fleet/example'
import { type Item, itemsOf } from '@slipway/kube'
import { contentKeys, identityKeys } from '../src/engine/dependency-key.ts'
import { type IndexedObject, ObjectIndex, type RejectedDigests } from '../src/engine/object-index.ts'
import { RuleContext } from '../src/engine/rule-context.ts'
import { autoscaling, workloads } from './fixture-app.ts'
import { argocd, namespaces, platform } from './fixture-cluster.ts'
import { traffic } from './fixture-traffic.ts'

const size = { cpu: 16, memory: '64Gi' }
const pools = [
  examplePool('system', { ...size, system: true }),
  examplePool('base', size),
  examplePool('spot', { ...size, capacity: 'spot', families: ['m7i', 'm6i'], weight: 50 }),
]
const team = (name: string) => ({
  ...exampleTeam(name),
  quota: { cpu: '10', memory: '10Gi', pods: 50 },
  may: { priorities: ['standard', 'urgent'] },
})

export const fleet = exampleFleet(
  [],
  ['dev', 'prod'].map((name) =>
    exampleCluster(name, name, {
      domain: `${name}.example.com`,
      nodes: { scaler: 'karpenter', role: 'node', pools },
    }),
  ),
  { teams: new Map(['shop', 'finance'].map((name) => [teamName(name), team(name)])) },
)

/** The estate as it is rendered for a cluster; every call gives objects of its own. */
export function good(cluster = 'prod'): readonly Rendered[] {
  return [...workloads(), ...autoscaling(), ...traffic(), ...namespaces(), ...platform(), ...argocd(cluster)].map(
    ([folder, object, file]) => {
      const name = file ?? `${object.kind.toLowerCase()}-${object.metadata.name}`
      const [, app = ''] = folder.split('/')
      const path = folder === 'argocd' ? `argocd/${cluster}/${name}.yaml` : `clusters/${cluster}/${folder}/${name}.yaml`
      return {
        path,
        source:
          app === '' || app === 'namespace' || folder.startsWith('platform') ? 'fleet/fleet.ts' : `apps/${app}/app.ts`,
        objects: [object],
      }
    },
  )
}

/** One way to change an estate. */
export type Change = (estate: readonly Rendered[]) => readonly Rendered[]

type Json = Record<string, unknown>

const stepsOf = (at: string): readonly string[] =>
  [...at.matchAll(/"([^"]*)"|([^.[\]]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

const fits = (file: string) => (one: Rendered) => one.path.endsWith(`/${file}.yaml`)

function place(estate: readonly Rendered[], file: string): Rendered {
  const [found, another] = estate.filter(fits(file))
  if (found === undefined || another !== undefined)
    throw new Error(`${found === undefined ? 'no' : 'more than one'} file ${file} in the fixture`)
  return found
}

/** Sets a field of the object in a file, named by its end such as `rollout-web`; undefined takes the field out. */
export const set =
  (file: string, at: string, value: unknown): Change =>
  (estate) => {
    const found = place(estate, file)
    const [object] = structuredClone(found.objects) as unknown as Json[]
    const steps = stepsOf(at)
    const last = steps.at(-1) ?? ''
    let holder = object as Json
    for (const step of steps.slice(0, -1)) holder = (holder[step] ??= {}) as Json
    if (value === undefined && Array.isArray(holder)) holder.splice(Number(last), 1)
    else if (value === undefined) delete holder[last]
    else holder[last] = structuredClone(value)
    return estate.map((one) => (one === found ? { ...one, objects: [object as unknown as KubeObject] } : one))
  }

export const drop =
  (...files: readonly string[]): Change =>
  (estate) => {
    files.forEach((file) => place(estate, file))
    return estate.filter((one) => !files.some((file) => fits(file)(one)))
  }

/** Adds a file, in the cluster of the estate. */
export const add =
  (folder: string, object: KubeObject, file?: string): Change =>
  (estate) => {
    const cluster = estate[0]?.path.split('/')[1] ?? ''
    const name = file ?? `${object.kind.toLowerCase()}-${object.metadata.name}`
    return [
      ...estate,
      {
        path: `clusters/${cluster}/${folder}/${name}.yaml`,
        source: `apps/${folder.split('/')[1] ?? ''}/app.ts`,
        objects: [object],
      },
    ]
  }

/** Adds a copy of a file's object under another name. */
export const copy =
  (file: string, name: string, as?: string): Change =>
  (estate) => {
    const found = place(estate, file)
    const [object] = structuredClone(found.objects) as unknown as { kind: string; metadata: { name: string } }[]
    if (object === undefined) return estate
    object.metadata.name = name
    const folder = folderOf(found.path)
    return [
      ...estate,
      {
        ...found,
        path: `${folder}/${as ?? `${object.kind.toLowerCase()}-${name}`}.yaml`,
        objects: [object as unknown as KubeObject],
      },
    ]
  }

export const move =
  (file: string, path: string): Change =>
  (estate) => {
    const found = place(estate, file)
    return estate.map((one) => (one === found ? { ...one, path } : one))
  }

export const all =
  (...changes: readonly Change[]): Change =>
  (estate) =>
    changes.reduce((now, change) => change(now), estate)

/**
 * A file whose object has another value at the end of some way into it.
 * @param way leads down; every fifth step it ends early
 */
export function withValue(file: Rendered, way: number, value: unknown): Rendered {
  const object = structuredClone(file.objects[0]) as unknown as Record<string, unknown>
  let holder = object
  for (let n = way; ; n = Math.floor(n / 3)) {
    const keys = Object.keys(holder)
    const key = keys[n % keys.length]
    if (key === undefined) break
    const next = holder[key]
    if (n % 5 === 0 || typeof next !== 'object' || next === null || Object.keys(next).length === 0) {
      holder[key] = value
      break
    }
    holder = next as Record<string, unknown>
  }
  return { ...file, objects: [object as unknown as KubeObject] }
}

const indexedObject = (folder: string, item: Item): IndexedObject => ({
  folder,
  keys: [...identityKeys(item), ...contentKeys(item)],
  item: () => item,
})

/**
 * Every cluster that anything was rendered for, by name, with all of its objects to be judged at once; `judge` has them
 * folder by folder.
 */
export function indexClusters(
  rendered: readonly Rendered[],
  of: Fleet,
  rejected: RejectedDigests = new Map(),
): readonly RuleContext[] {
  const entries = rendered.flatMap((file) =>
    itemsOf(file).map((item) => ({ cluster: item.cluster, entry: indexedObject(folderOf(file.path), item) })),
  )
  const clusters = Map.groupBy(entries, ({ cluster }) => cluster)
  return [...clusters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, all]) => {
      const sorted = all
        .map(({ entry }) => entry)
        .sort((a, b) => (a.folder < b.folder ? -1 : a.folder > b.folder ? 1 : 0))
      return new RuleContext(
        new ObjectIndex(name, sorted, of, rejected),
        sorted.map(({ item }) => item()),
      )
    })
}
