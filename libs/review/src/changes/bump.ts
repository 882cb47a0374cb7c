import { at, text } from '@slipway/kube'
import { entityOf, type Atom } from './atom.ts'

/** What a release file says: which image runs, and where it came from. */
export interface Release {
  readonly digest?: string
  readonly version?: string
  readonly commit?: string
}

/** Release files by `<app>/<cluster>`, of both sides. */
export interface Releases {
  readonly before: ReadonlyMap<string, Release>
  readonly after: ReadonlyMap<string, Release>
}

/** Another image of the same app. */
export interface Bump {
  readonly app: string
  readonly before: Release
  readonly after: Release
}

const label = 'app.kubernetes.io/version'
const versionOf = (value: unknown): string | undefined =>
  text(at(value, 'spec', 'template', 'metadata', 'labels', label))
const imageParts = (image: string): { readonly repository: string; readonly pin: string } => {
  const [, repository = image, pin = ''] = /^(.*?)(?:@(sha256:[0-9a-f]+)|:([^:/]+))?$/.exec(image) ?? []
  return { repository, pin: pin === '' ? image.slice(repository.length + 1) : pin }
}

const isImage = (atom: Atom): boolean =>
  atom.what === 'pods' && atom.verb === 'set' && /^(?:initC|c)ontainers\[[^\]]*\]\.image$/.test(atom.field)
const isBuckets = (atom: Atom): boolean => {
  const steps = atom.delta?.steps ?? []
  return atom.what === 'Rollout' && atom.verb === 'set' && steps.includes('setHeaderRoute') && steps.at(-1) === 'regex'
}

/** Atoms of one object that together are a release, or nothing. What else the object changes stays for itself. */
export function bumpOf(
  atoms: readonly Atom[],
  releases: Releases,
): { readonly bump: Bump; readonly atoms: readonly Atom[] } | undefined {
  const images = atoms.filter(isImage)
  const [first] = images
  if (first === undefined) return undefined
  const pairs = images.map(({ delta }) => [text(delta?.before) ?? '', text(delta?.after) ?? ''] as const)
  if (pairs.some(([a, b]) => imageParts(a).repository !== imageParts(b).repository)) return undefined
  const { before, after } = first.change
  const entity = entityOf(first.change)
  const app = entity.place.app === '' ? entity.name : entity.place.app
  const key = `${app}/${entity.place.cluster}`
  const [from, to] = [versionOf(before?.value), versionOf(after?.value)]
  const part = (image: string, version: string | undefined, release: Release | undefined): Release => {
    const { pin } = imageParts(image)
    const mine = release?.digest === pin ? release : undefined
    const said = version ?? mine?.version ?? (pin.startsWith('sha256:') ? undefined : pin)
    return {
      digest: pin,
      ...(said === undefined ? {} : { version: said }),
      ...(mine?.commit === undefined ? {} : { commit: mine.commit }),
    }
  }
  // The version in labels and environment goes with the image, and so does the first bucket of a sticky canary.
  const goes = (atom: Atom): boolean =>
    isImage(atom) ||
    isBuckets(atom) ||
    (atom.what === 'pods' &&
      atom.verb === 'set' &&
      from !== undefined &&
      atom.delta?.before === from &&
      atom.delta.after === to)
  const [old = '', now = ''] = pairs[0] ?? []
  return {
    bump: { app, before: part(old, from, releases.before.get(key)), after: part(now, to, releases.after.get(key)) },
    atoms: atoms.filter(goes),
  }
}
