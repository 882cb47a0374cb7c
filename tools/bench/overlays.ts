import type { KubeObject } from '@slipway/core'
import { isDeepStrictEqual } from 'node:util'
import type { AppObjects } from './peer-input.ts'

/** One step of a JSON patch (RFC 6902). */
export type Step =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const pointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** The steps from one value to another, field by field; a list of another length is written as a whole. */
export function stepsBetween(from: unknown, to: unknown, path = ''): readonly Step[] {
  if (isDeepStrictEqual(from, to)) return []
  if (isFields(from) && isFields(to)) {
    const gone = Object.keys(from)
      .filter((key) => !(key in to))
      .map((key): Step => ({ op: 'remove', path: `${path}/${pointer(key)}` }))
    const rest = Object.keys(to).flatMap((key) => {
      const at = `${path}/${pointer(key)}`
      return key in from ? stepsBetween(from[key], to[key], at) : [{ op: 'add', path: at, value: to[key] } as const]
    })
    return [...gone, ...rest]
  }
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length)
    return from.flatMap((one, i) => stepsBetween(one, to[i], `${path}/${i}`))
  return [{ op: 'replace', path, value: to }]
}

/** Lists whose members Kubernetes knows by their name, so that a patch need say only what differs in one. */
const named = new Set(['containers', 'initContainers', 'env', 'volumes'])
const nameIn = (value: unknown): unknown => (isFields(value) ? value['name'] : undefined)

/**
 * What a strategic merge patch says to make one value of another; nothing where it would have to know more of lists.
 * @param field whose value it is
 */
export function mergePatch(from: unknown, to: unknown, field = ''): unknown {
  if (isFields(from) && isFields(to)) {
    const gone = Object.keys(from)
      .filter((key) => !(key in to))
      .map((key) => [key, null] as const)
    const changed = Object.keys(to).filter((key) => !isDeepStrictEqual(from[key], to[key]))
    const rest = changed.map((key) => [key, key in from ? mergePatch(from[key], to[key], key) : to[key]] as const)
    return rest.some(([, value]) => value === undefined) ? undefined : Object.fromEntries([...gone, ...rest])
  }
  if (Array.isArray(from) && Array.isArray(to)) {
    const isAlike =
      named.has(field) &&
      from.length === to.length &&
      from.every((one, i) => nameIn(one) !== undefined && nameIn(one) === nameIn(to[i]))
    if (!isAlike) return undefined
    const members = from.flatMap((one: unknown, i) =>
      isDeepStrictEqual(one, to[i]) ? [] : [[nameIn(one), mergePatch(one, to[i])] as const],
    )
    // What a patch names comes first afterwards, and here the order has to be the same.
    const isFirst = members.every(([name], i) => name === nameIn(from[i]))
    return !isFirst || members.some(([, patch]) => patch === undefined)
      ? undefined
      : members.map(([name, patch]) => ({ name, ...(patch as Fields) }))
  }
  return to
}

/** Whether a kind is one of Kubernetes' own, of which kustomize knows the lists. */
const isBuiltIn = ({ apiVersion }: KubeObject): boolean =>
  !(apiVersion.split('/').at(-2) ?? '').includes('.') || apiVersion.includes('.k8s.io/')

const idOf = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.name}`

/** The pairs that all of some maps have. */
function shared(all: readonly Fields[]): Fields {
  const [first = {}, ...rest] = all
  return Object.fromEntries(Object.entries(first).filter(([key, value]) => rest.every((one) => one[key] === value)))
}

const without = (map: unknown, pairs: Fields): Fields | undefined => {
  const left = Object.entries(isFields(map) ? map : {}).filter(([key]) => !(key in pairs))
  return left.length === 0 ? undefined : Object.fromEntries(left)
}

/** Digests out of images, which overlays bring: `registry/web@sha256:...` -> `registry/web`. */
function withoutDigests(value: unknown, digests: Map<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutDigests(one, digests))
  if (!isFields(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const [, name = '', digest = ''] =
        key === 'image' && typeof one === 'string' ? (/^(.*)@(sha256:[0-9a-f]{64})$/.exec(one) ?? []) : []
      if (name === '') return [key, withoutDigests(one, digests)]
      digests.set(name, digest)
      return [key, name]
    }),
  )
}

/** A folder that kustomize builds from. */
export interface Layer {
  readonly kustomization: Fields
  /** What its kustomization names, by file. */
  readonly files: ReadonlyMap<string, unknown>
}

/**
 * An app as people keep it for kustomize (https://kubectl.docs.kubernetes.io/guides/introduction/kustomize/): a base with what every environment
 * has, its namespace and its labels said once; for each environment an overlay that patches what differs (by a strategic merge, as its guides do;
 * by a JSON patch in custom resources), names the digests of the images, and brings what only it has.
 */
export function layered(app: AppObjects): { readonly base: Layer; readonly overlays: ReadonlyMap<string, Layer> } {
  const environments = [...app]
  const [, first = []] = environments[0] ?? []
  const everywhere = (id: string): boolean =>
    environments.every(([, objects]) => objects.some((one) => idOf(one) === id))
  const common = first.filter((one) => everywhere(idOf(one)))
  const labels = shared(common.map(({ metadata }) => (metadata.labels ?? {}) as Fields))
  const namespace = first[0]?.metadata.namespace
  const bare = (object: KubeObject, digests: Map<string, string>): KubeObject => {
    const { labels: own, namespace: _, ...metadata } = object.metadata as unknown as Fields
    const left = without(own, labels)
    return withoutDigests(
      { ...object, metadata: { ...metadata, ...(left === undefined ? {} : { labels: left }) } },
      digests,
    ) as KubeObject
  }
  const based = new Map(common.map((object) => [idOf(object), bare(object, new Map())]))
  const fileOf = (object: KubeObject): string => `${object.kind.toLowerCase()}-${object.metadata.name}.yaml`
  const files = new Map([...based.values()].map((object) => [fileOf(object), object]))
  const base: Layer = {
    kustomization: {
      resources: [...files.keys()],
      ...(namespace === undefined ? {} : { namespace }),
      labels: [{ pairs: labels }],
    },
    files,
  }
  const overlays = new Map(
    environments.map(([environment, objects]): [string, Layer] => {
      const digests = new Map<string, string>()
      const own = new Map<string, unknown>()
      const patches: Fields[] = []
      const resources = ['../../base']
      for (const object of objects) {
        const start = based.get(idOf(object))
        if (start === undefined) {
          resources.push(fileOf(object))
          own.set(fileOf(object), object)
          continue
        }
        const end = bare(object, digests)
        const steps = stepsBetween(start, end)
        if (steps.length === 0) continue
        const file = `patch-${fileOf(object)}`
        const { apiVersion, kind, metadata } = object
        const merged = isBuiltIn(object) ? mergePatch(start, end) : undefined
        if (isFields(merged)) {
          const said = isFields(merged['metadata']) ? merged['metadata'] : {}
          own.set(file, { apiVersion, kind, ...merged, metadata: { name: metadata.name, ...said } })
          patches.push({ path: file })
          continue
        }
        own.set(file, steps)
        const [group = '', version = group] = apiVersion.split('/')
        patches.push({
          path: file,
          target: { ...(apiVersion.includes('/') ? { group } : {}), version, kind, name: metadata.name },
        })
      }
      const images = [...digests].map(([name, digest]) => ({ name, digest }))
      return [
        environment,
        {
          kustomization: {
            resources,
            ...(patches.length === 0 ? {} : { patches }),
            ...(images.length === 0 ? {} : { images }),
          },
          files: own,
        },
      ]
    }),
  )
  return { base, overlays }
}
