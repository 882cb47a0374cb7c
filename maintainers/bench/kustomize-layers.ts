import { isDeepStrictEqual } from 'node:util'
import type { KubeObject } from '@slipway/core'
import { fields, isFields, type Fields } from '@slipway/kube'
import { idOf, type AppObjects } from './template.ts'

/** Kubernetes merges their members by a key. */
const mergedByKey = new Set(['ports', 'volumeMounts', 'topologySpreadConstraints'])
const mergedByName = new Set(['containers', 'initContainers', 'env', 'volumes'])

const nameIn = (value: unknown): unknown => (isFields(value) ? value['name'] : undefined)

/**
 * Strategic.
 * @param isBuiltIn whether kustomize knows the kind's lists; else a list replaces a list
 * @param field whose value it is
 */
export function mergePatch(from: unknown, to: unknown, isBuiltIn: boolean, field = ''): unknown {
  if (isFields(from) && isFields(to)) {
    const removed = Object.keys(from).filter((key) => !(key in to))
    const changed = Object.keys(to).filter((key) => !isDeepStrictEqual(from[key], to[key]))
    return Object.fromEntries([
      ...removed.map((key) => [key, null] as const),
      ...changed.map((key) => [key, key in from ? mergePatch(from[key], to[key], isBuiltIn, key) : to[key]] as const),
    ])
  }
  const isKeyed = isBuiltIn && (mergedByName.has(field) || mergedByKey.has(field))
  if (!Array.isArray(from) || !Array.isArray(to) || !isKeyed) return to
  const changed = from.flatMap((one, i) => (isDeepStrictEqual(one, to[i]) ? [] : [i]))
  // Kustomize moves patched members to the front; the order has to stay.
  const isMergeable =
    mergedByName.has(field) &&
    from.length === to.length &&
    from.every((one, i) => nameIn(one) !== undefined && nameIn(one) === nameIn(to[i])) &&
    changed.every((index, i) => index === i)
  if (!isMergeable) return [{ $patch: 'replace' }, ...to]
  return changed.map((i) => ({ name: nameIn(to[i]), ...(mergePatch(from[i], to[i], true) as Fields) }))
}

const isBuiltIn = ({ apiVersion }: KubeObject): boolean => /^(\w+\/)?\w+$|\.k8s\.io\//.test(apiVersion)

const commonPairs = ([first = {}, ...rest]: readonly Fields[]): Fields =>
  Object.fromEntries(Object.entries(first).filter(([key, value]) => rest.every((one) => one[key] === value)))

/** Overlays bring them: `registry/web@sha256:...` -> `registry/web`. */
function withoutDigests(value: unknown, digests: Map<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutDigests(one, digests))
  if (!isFields(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const [name, digest] = key === 'image' && typeof one === 'string' ? one.split('@') : []
      if (name === undefined || digest === undefined) return [key, withoutDigests(one, digests)]
      digests.set(name, digest)
      return [key, name]
    }),
  )
}

interface Layer {
  readonly kustomization: Fields
  readonly files: ReadonlyMap<string, unknown>
}

const fileOf = (object: KubeObject): string => `${idOf(object)}.yaml`
const unlessEmpty = (key: string, list: readonly unknown[]): Fields => (list.length === 0 ? {} : { [key]: list })

/**
 * As people keep it (https://kubectl.docs.kubernetes.io/guides/introduction/kustomize/): a base with what every
 * environment has; overlays with strategic merge patches, digests of images, and what only they have.
 */
export function kustomizeLayers(app: AppObjects): {
  readonly base: Layer
  readonly overlays: ReadonlyMap<string, Layer>
} {
  const [first = [], ...others] = app.values()
  const common = first.filter((object) => others.every((all) => all.some((one) => idOf(one) === idOf(object))))
  const labels = commonPairs(common.map(({ metadata }) => (metadata.labels ?? {}) as Fields))
  const namespace = first[0]?.metadata.namespace
  const bare = (object: KubeObject, digests: Map<string, string>): Fields => {
    const { labels: all = {}, namespace: _, ...metadata } = object.metadata as unknown as Fields
    const own = Object.entries(all as Fields).filter(([key]) => !(key in labels))
    const left = own.length === 0 ? {} : { labels: Object.fromEntries(own) }
    return withoutDigests({ ...object, metadata: { ...metadata, ...left } }, digests) as Fields
  }
  const files = new Map(common.map((object) => [fileOf(object), bare(object, new Map())]))
  const overlay = (objects: readonly KubeObject[]): Layer => {
    const digests = new Map<string, string>()
    const own = new Map<string, unknown>()
    const patches: Fields[] = []
    const resources = ['../../base']
    for (const object of objects) {
      const file = fileOf(object)
      const start = files.get(file)
      if (start === undefined) {
        resources.push(file)
        own.set(file, object)
        continue
      }
      const end = bare(object, digests)
      const patch = mergePatch(start, end, isBuiltIn(object)) as Fields
      if (Object.keys(patch).length === 0) continue
      const { apiVersion, kind, metadata } = object
      const name = { name: metadata.name, ...fields(patch['metadata']) }
      own.set(`patch-${file}`, { apiVersion, kind, ...patch, metadata: name })
      patches.push({ path: `patch-${file}` })
    }
    const images = [...digests].map(([name, digest]) => ({ name, digest }))
    return {
      kustomization: { resources, ...unlessEmpty('patches', patches), ...unlessEmpty('images', images) },
      files: own,
    }
  }
  return {
    base: {
      kustomization: {
        resources: [...files.keys()],
        ...(namespace === undefined ? {} : { namespace }),
        labels: [{ pairs: labels }],
      },
      files,
    },
    overlays: new Map([...app].map(([environment, objects]) => [environment, overlay(objects)])),
  }
}
