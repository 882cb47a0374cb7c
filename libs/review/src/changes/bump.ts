import { at, text } from '@slipway/kube'
import { entityOf } from '../compare/match.ts'
import { pattern } from '../compare/pattern.ts'
import type { FieldChange } from './field-change.ts'

/** From a release file. */
export interface Release {
  readonly digest?: string
  readonly version?: string
  readonly commit?: string
}

/** By `<app>/<cluster>`, on both sides. */
export interface Releases {
  readonly before: ReadonlyMap<string, Release>
  readonly after: ReadonlyMap<string, Release>
}

export interface Bump {
  readonly app: string
  readonly before: Release
  readonly after: Release
}

const versionOf = (value: unknown): string | undefined =>
  text(at(value, 'spec', 'template', 'metadata', 'labels', 'app.kubernetes.io/version'))

/** And its digest or tag. */
function imageParts(image: string): readonly [repository: string, pin: string] {
  const [, repository = image, digest, tag] = /^(.*?)(?:@(sha256:[0-9a-f]+)|:([^:/]+))?$/.exec(image) ?? []
  return [repository, digest ?? tag ?? '']
}

const imagePath = pattern('spec.containers[*].image|spec.initContainers[*].image')
export const isImage = ({ pod, verb }: FieldChange): boolean => pod !== undefined && verb === 'set' && imagePath(pod)
/** A sticky canary's first buckets follow from the digest. */
const isBuckets = ({ what, verb, delta }: FieldChange): boolean =>
  what === 'Rollout' &&
  verb === 'set' &&
  delta?.steps.includes('setHeaderRoute') === true &&
  delta.steps.at(-1) === 'regex'

/** The app of an object; its own name where its place names none. */
export const appIn = ({ name, location }: ReturnType<typeof entityOf>): string =>
  location.app === '' ? name : location.app

interface ObjectBump {
  readonly bump: Bump
  /** Without its registry, which regions have one each of. */
  readonly repository: string
  readonly changes: readonly FieldChange[]
}

/** The changes of one object that together are a release. */
export function bumpOf(changes: readonly FieldChange[], releases: Releases): ObjectBump | undefined {
  const images = changes.filter(isImage)
  const [first] = images
  if (first === undefined) return undefined
  const pairs = images.map(
    ({ delta }) => [imageParts(text(delta?.before) ?? ''), imageParts(text(delta?.after) ?? '')] as const,
  )
  if (pairs.some(([[a], [b]]) => a !== b)) return undefined
  const entity = entityOf(first.change)
  const { location } = entity
  const app = appIn(entity)
  const [from, to] = [versionOf(first.change.before?.value), versionOf(first.change.after?.value)]
  const releaseOf = (pin: string, version: string | undefined, files: Releases['before']): Release => {
    const file = files.get(`${app}/${location.cluster}`)
    const mine = file?.digest === pin ? file : undefined
    const known = version ?? mine?.version ?? (pin.startsWith('sha256:') ? undefined : pin)
    return {
      digest: pin,
      ...(known === undefined ? {} : { version: known }),
      ...(mine?.commit === undefined ? {} : { commit: mine.commit }),
    }
  }
  const [old, now] = pairs[0] ?? []
  return {
    repository: now?.[0].replace(/^[^/]*[.:][^/]*\//, '') ?? '',
    bump: {
      app,
      before: releaseOf(old?.[1] ?? '', from, releases.before),
      after: releaseOf(now?.[1] ?? '', to, releases.after),
    },
    // Version labels and variables, and first buckets of a sticky canary, go with the image.
    changes: changes.filter(
      (one) =>
        isImage(one) ||
        isBuckets(one) ||
        (one.pod !== undefined &&
          one.verb === 'set' &&
          from !== undefined &&
          one.delta?.before === from &&
          one.delta.after === to),
    ),
  }
}
