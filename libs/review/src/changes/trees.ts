import { fields, text } from '@slipway/kube'
import type { Entity } from './entity.ts'

/** Objects of one tree, to look up what belongs to a change: its scaler, its budget, its routes. */
export class Index {
  readonly #byKey = new Map<string, Entity>()
  readonly #byKind = new Map<string, Entity[]>()
  readonly #scalers = new Map<string, Entity>()

  constructor(entities: readonly Entity[]) {
    for (const entity of entities) {
      this.#byKey.set(`${entity.place.cluster}\0${entity.kind}\0${entity.namespace}\0${entity.name}`, entity)
      if (entity.kind === 'HorizontalPodAutoscaler' || entity.kind === 'ScaledObject') {
        const target = fields(fields(entity.value.spec).scaleTargetRef)
        const what = `${text(target.kind) ?? 'Deployment'}\0${entity.namespace}\0${text(target.name)}`
        this.#scalers.set(`${entity.place.cluster}\0${what}`, entity)
      }
      const kind = `${entity.place.cluster}\0${entity.kind}\0${entity.namespace}`
      const all = this.#byKind.get(kind)
      if (all === undefined) this.#byKind.set(kind, [entity])
      else all.push(entity)
    }
  }

  find(cluster: string, kind: string, namespace: string, name: string): Entity | undefined {
    return this.#byKey.get(`${cluster}\0${kind}\0${namespace}\0${name}`)
  }

  /** The HPA or ScaledObject that owns a workload's number of pods. */
  scalerOf({ place, kind, namespace, name }: Entity): Entity | undefined {
    return this.#scalers.get(`${place.cluster}\0${kind}\0${namespace}\0${name}`)
  }

  /** The objects of a kind in a namespace of a cluster. */
  kind(cluster: string, kind: string, namespace: string): readonly Entity[] {
    return this.#byKind.get(`${cluster}\0${kind}\0${namespace}`) ?? []
  }
}

/** The two trees, as far as they were read: what changed and what belongs to it. */
export interface Trees {
  readonly before: Index
  readonly after: Index
  /** The files of the new tree that cannot be read: what they hold is not known. */
  readonly unread: ReadonlySet<string>
  /** The folders that hold files afterwards. */
  readonly folders: ReadonlySet<string>
  /** The clusters that the tree has, in order. */
  readonly clusters: readonly string[]
  /** The objects of a folder that this change touches. */
  readonly changed: (folder: string) => readonly Entity[]
}
