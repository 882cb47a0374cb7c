import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import type { KubeObject } from '@slipway/core'
import { parseAllDocuments, type Document } from 'yaml'
import { pending, poll, seen } from '../pace/poll.ts'
import { crds } from '../programs/crd-modules.ts'
import { KubeError, type Kube } from './kube.ts'
import path from 'node:path'

export type CrdProject = keyof typeof crds.modules

const crdProjects = Object.keys(crds.modules) as CrdProject[]

/** Removes descriptions: they are four fifths of a CRD, and every watcher would read them. */
function withoutProse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutProse)
  if (typeof value !== 'object' || value === null) return value
  // A property may be called `description`. Defaults and enums are data.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !(key === 'description' && typeof inner === 'string'))
      .map(([key, inner]) => [key, key === 'default' || key === 'enum' ? inner : withoutProse(inner)]),
  )
}

/** Reading megabytes of YAML takes seconds, so the parsed CRDs are kept beside the files. */
export function loadCrds(files: string, projects: readonly CrdProject[]): readonly KubeObject[] {
  return projects.flatMap((project) => {
    const kept = path.join(path.dirname(files), 'read', `${project}.json`)
    if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as KubeObject[]
    const folder = path.join(files, project)
    const found = crdsIn(folder)
    mkdirSync(path.dirname(kept), { recursive: true })
    const half = `${kept}.${process.pid}`
    writeFileSync(half, JSON.stringify(found))
    renameSync(half, kept)
    return found
  })
}

export const crdsIn = (folder: string): readonly KubeObject[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => parseAllDocuments(readFileSync(path.join(folder, file), 'utf8')) as Document[])
    .map((document) => document.toJS() as KubeObject | null)
    .filter((object): object is KubeObject => object?.kind === 'CustomResourceDefinition')
    .map((object) => withoutProse(object) as KubeObject)

/** A kind as `group/Kind`, without its version. */
export const groupKind = ({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): string =>
  `${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}/${kind}`

/** The CRDs of some kinds, as `group/Kind`. Each costs the server a tenth of a second. */
export function crdsOf(
  files: string,
  kinds: ReadonlySet<string>,
  projects: readonly CrdProject[] = crdProjects,
): readonly KubeObject[] {
  const named = ({ spec }: KubeObject) => {
    const { group, names } = spec as { group: string; names: { kind: string } }
    return `${group}/${names.kind}`
  }
  return loadCrds(files, projects).filter((crd) => kinds.has(named(crd)))
}

interface CrdSpec {
  readonly group: string
  readonly names: { readonly plural: string }
  readonly versions: readonly { readonly name: string; readonly served: boolean }[]
}

/** Waits until the server serves each CRD. Asking for the CRDs themselves would transfer megabytes each time. */
export async function served(kube: Kube, crds: readonly KubeObject[]): Promise<void> {
  const wanted = new Map<string, Set<string>>()
  for (const { group, names, versions } of crds.map(({ spec }) => spec as CrdSpec)) {
    for (const { name } of versions.filter((version) => version.served)) {
      const path = `/apis/${group}/${name}`
      wanted.set(path, (wanted.get(path) ?? new Set()).add(names.plural))
    }
  }
  await Promise.all(
    [...wanted].map(([path, plurals]) =>
      poll(
        async () => {
          const { resources } = (await kube.raw({ method: 'GET', path })) as unknown as {
            readonly resources: readonly { readonly name: string }[]
          }
          const there = new Set(resources.map(({ name }) => name))
          const missing = [...plurals].filter((plural) => !there.has(plural))
          return missing.length === 0 ? seen(undefined) : pending(`without ${missing.join(', ')}`)
        },
        { what: `the API server to serve ${path}`, within: 60 },
      ),
    ),
  )
}

export async function establish(kube: Kube, crds: readonly KubeObject[]): Promise<void> {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
  await Promise.all(
    crds.map((crd) =>
      kube.raw({ method: 'POST', path, body: JSON.stringify(crd) }).catch((error: unknown) => {
        if (!(error instanceof KubeError) || error.reason !== 'AlreadyExists') throw error
      }),
    ),
  )
  await served(kube, crds)
}
