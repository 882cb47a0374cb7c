import { baseName, folderOf, withFoldersAbove } from '@slipway/core'
import { at, list, text, texts } from '@slipway/kube'
import type { GeneratorTree } from '../effects/generators.ts'
import type { Entity } from './entity.ts'

/** Kinds by which hosts are answered. */
export const isRoute = ({ kind }: Entity): boolean =>
  kind === 'VirtualService' || kind === 'HTTPRoute' || kind === 'Ingress'
export const isScaler = ({ kind }: Entity): boolean => kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject'
/** The kind and name of what a scaler scales. */
export const targetOf = ({ value }: Entity): readonly [kind: string, name: string] => {
  const target = at(value, 'spec', 'scaleTargetRef')
  return [text(at(target, 'kind')) ?? 'Deployment', text(at(target, 'name')) ?? '']
}
const key = (...parts: readonly string[]): string => parts.join('\0')

/** Files that a kustomization patches by, and folders of tests, which end in a slash. */
function toolPlaces({ group, path, value }: Entity): readonly string[] {
  const folder = folderOf(path)
  if (group === 'chainsaw.kyverno.io' || group === 'kuttl.dev') return [`${folder}/`]
  if (group !== 'kustomize.config.k8s.io') return []
  const names = [
    ...texts(value['patchesStrategicMerge']),
    ...texts(value['patches']),
    ...['patches', 'patchesJson6902'].flatMap((field) => list(value[field]).flatMap((one) => text(one['path']) ?? [])),
  ]
  return names.map((name) => `${folder === '' ? '' : `${folder}/`}${name.replace(/^\.\//, '')}`)
}

/** Objects of one tree, to look up what belongs to a change: its scaler, its budget, its routes. */
export class Index {
  readonly all: readonly Entity[]
  readonly #byName = new Map<string, Entity>()
  readonly #byKey: ReadonlyMap<string, readonly Entity[]>
  readonly #byKind: ReadonlyMap<string, readonly Entity[]>
  /** Every ApplicationSet. */
  readonly sets: readonly Entity[]
  /** Whether Flux applies some of it: what its marks say is then believed. */
  readonly hasFlux: boolean
  /** Every route of a host. */
  readonly routes: readonly Entity[]
  readonly #byApp: ReadonlyMap<string, readonly Entity[]>
  readonly #scalers = new Map<string, Entity>()
  #byIdentity: ReadonlyMap<string, readonly Entity[]> | undefined
  #byFile: ReadonlyMap<string, readonly Entity[]> | undefined
  #byFolder: ReadonlyMap<string, readonly Entity[]> | undefined
  #forTools: ReadonlySet<string> | undefined
  #byPlace: ReadonlyMap<string, readonly Entity[]> | undefined

  constructor(entities: readonly Entity[]) {
    this.all = entities
    this.sets = entities.filter(({ kind }) => kind === 'ApplicationSet')
    this.routes = entities.filter(isRoute)
    this.hasFlux = entities.some(({ group }) => group === 'kustomize.toolkit.fluxcd.io')
    this.#byKey = Map.groupBy(entities, ({ key: own }) => own)
    this.#byKind = Map.groupBy(entities, ({ location, kind, namespace }) => key(location.cluster, kind, namespace))
    this.#byApp = Map.groupBy(entities, ({ location }) => key(location.cluster, location.app))
    for (const entity of entities) {
      const { location, kind, namespace, name } = entity
      this.#byName.set(key(location.cluster, kind, namespace, name), entity)
      if (!isScaler(entity)) continue
      const [scaled, target] = targetOf(entity)
      this.#scalers.set(key(location.cluster, scaled, namespace, target), entity)
    }
  }

  find(cluster: string, kind: string, namespace: string, name: string): Entity | undefined {
    return this.#byName.get(key(cluster, kind, namespace, name))
  }

  /** The same object in other clusters. */
  elsewhere({ location, group, kind, namespace, name }: Entity): readonly Entity[] {
    this.#byIdentity ??= Map.groupBy(this.all, (one) => key(one.group, one.kind, one.namespace, one.name))
    const same = this.#byIdentity.get(key(group, kind, namespace, name)) ?? []
    return same.filter((one) => one.location.cluster !== location.cluster)
  }

  /** The HPA or ScaledObject that owns a workload's number of pods. */
  scalerOf({ location, kind, namespace, name }: Entity): Entity | undefined {
    return this.#scalers.get(key(location.cluster, kind, namespace, name))
  }

  /** The target of a scaler. */
  scaledBy(scaler: Entity): Entity | undefined {
    const [kind, name] = targetOf(scaler)
    return this.find(scaler.location.cluster, kind, scaler.namespace, name)
  }

  /**
   * The same object and its copies in one place: in a cluster, and in a folder where nobody says which cluster that is.
   */
  copies(entity: Entity): readonly Entity[] {
    const { location, namespace, key: own } = entity
    return (this.#byKey.get(own) ?? []).filter(
      (one) =>
        one.location.folder === location.folder ||
        (location.cluster !== '' && namespace !== '' && !this.areTwins(entity, one)),
    )
  }

  /**
   * Whether two folders of one environment stand for two clusters: they hold the same file, or several objects in
   * common. Once an object in two folders is a mistake; a folder of the same objects is a place more.
   */
  areTwins(a: Entity, b: Entity): boolean {
    const [one, two] = [a.location.folder, b.location.folder]
    if (a.location.isEnvironment !== true || one === two) return false
    if (baseName(a.path) === baseName(b.path)) return true
    this.#byPlace ??= Map.groupBy(this.all, ({ location }) => location.folder)
    const keys = new Set((this.#byPlace.get(one) ?? []).map(({ key: own }) => own))
    return (this.#byPlace.get(two) ?? []).filter(({ key: own }) => keys.has(own)).length > 1
  }

  /**
   * Whether nobody applies it as it is: a patch of a kustomization above it, or a part of a test of Chainsaw or KUTTL.
   */
  isForTools({ path }: Entity): boolean {
    this.#forTools ??= new Set(this.all.flatMap(toolPlaces))
    if (this.#forTools.size === 0) return false
    if (this.#forTools.has(path)) return true
    return [...withFoldersAbove([folderOf(path)])].some((folder) => this.#forTools?.has(`${folder}/`))
  }

  /** The ApplicationSets of a cluster, in whichever namespace. */
  setsOf(cluster: string): readonly Entity[] {
    return this.sets.filter(({ location }) => location.cluster === cluster || location.cluster === '')
  }

  /** The objects of an app in a cluster. */
  ofApp(cluster: string, app: string): readonly Entity[] {
    return this.#byApp.get(key(cluster, app)) ?? []
  }

  /** The objects in a file. */
  inFile(path: string): readonly Entity[] {
    this.#byFile ??= Map.groupBy(this.all, (one) => one.path)
    return this.#byFile.get(path) ?? []
  }

  /** The objects in the files of a folder, and of those below it. */
  inFolder(folder: string, below: boolean): readonly Entity[] {
    this.#byFolder ??= Map.groupBy(this.all, ({ path }) => folderOf(path))
    if (!below) return this.#byFolder.get(folder) ?? []
    return [...this.#byFolder].flatMap(([one, entities]) =>
      one === folder || one.startsWith(`${folder}/`) ? entities : [],
    )
  }

  /** The objects of a kind in a namespace of a cluster. */
  kind(cluster: string, kind: string, namespace: string): readonly Entity[] {
    return this.#byKind.get(key(cluster, kind, namespace)) ?? []
  }
}

/** The parts of the two trees that were read: changed files and related ones. */
export interface Trees {
  readonly before: Index
  readonly after: Index
  /** The files of the new tree that cannot be read: what they hold is not known. */
  readonly unread: ReadonlySet<string>
  /** The folders that hold files afterwards, and before. */
  readonly folders: ReadonlySet<string>
  readonly foldersBefore: ReadonlySet<string>
  /** The inputs of ApplicationSets' generators, before and afterwards. */
  readonly generatorsBefore: GeneratorTree
  readonly generatorsAfter: GeneratorTree
  /** Keys of Applications and sets of which review has what their charts and kustomizations come to, on both sides. */
  readonly rendered: ReadonlySet<string>
  /** The clusters that the tree has, in order. */
  readonly clusters: readonly string[]
  /** Whom GitHub asked of a file before the change. */
  readonly owners: (path: string) => readonly string[]
  /** The objects of a folder that this change touches. */
  readonly changed: (folder: string) => readonly Entity[]
}
