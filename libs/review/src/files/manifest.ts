import { baseName } from '@slipway/core'
import { at, list, text } from '@slipway/kube'
import type { YamlMark } from '@slipway/kube/read-yaml'
import type { Entity, Read } from '../read/entity.ts'
import type { FileFound } from './file-risk.ts'

/**
 * Names that Argo CD obeys, wherever they lie in an app's folder (its reposerver/repository and util/app/discovery).
 */
const obeyed: readonly (readonly [RegExp, 'argo-override' | 'argo-tool'])[] = [
  [/^\.argocd-source(?:-.*)?\.yaml$/, 'argo-override'],
  [/Chart\.yaml$/, 'argo-tool'],
  [/^(?:kustomization\.ya?ml|Kustomization)$/, 'argo-tool'],
  [/\.jsonnet$/, 'argo-tool'],
]

/** @param isMade whether a tool makes objects of this folder anyway, as in a repository of charts and kustomizations */
export function nameFindings(path: string, isMade = false): readonly FileFound[] {
  const name = baseName(path)
  if (/\.(?:ya?ml|json)$/i.test(name) && !/\.(?:ya?ml|json)$/.test(name)) return [['high', 'argo-unread']]
  return obeyed.flatMap(([pattern, code]): readonly FileFound[] =>
    pattern.test(name) && !(isMade && code === 'argo-tool')
      ? [code === 'argo-tool' ? ['high', code, name] : ['high', code]]
      : [],
  )
}

const keyOf = ({ code, data }: YamlMark): string => JSON.stringify([code, data])

/**
 * Parts of a manifest on which readers differ, or that Argo CD does not read.
 * @param isWhole every document has to be an object
 */
export function readFindings(before: Read | undefined, after: Read, isWhole: boolean): readonly FileFound[] {
  const known = new Set(before?.marks.map(keyOf))
  // Of those that were there, one of a kind is enough.
  const old = Map.groupBy(
    after.marks.filter((mark) => known.has(keyOf(mark))),
    ({ code }) => code,
  )
  const marks = after.marks.flatMap((mark): FileFound[] => {
    if (!known.has(keyOf(mark))) return [['high', 'read-otherwise', mark]]
    return old.get(mark.code)?.[0] === mark ? [['low', 'read-otherwise', mark]] : []
  })
  const isManifest = isWhole || after.entities.some(({ kind }) => kind !== '')
  const strangers = after.entities.filter(
    ({ kind, value }) => (kind === '' && !isListRest(value)) || (text(value['apiVersion'])?.split('/').length ?? 0) > 2,
  )
  const hidden = after.entities.filter(
    ({ kind, value }) => kind !== '' && !kind.endsWith('List') && Object.hasOwn(value, 'items'),
  )
  return [
    ...marks,
    ...(isManifest && strangers.length > 0 ? [['high', 'no-object'] as const] : []),
    ...hidden.map(({ kind }): FileFound => ['high', 'hidden-by-items', kind]),
  ]
}
/** Fields of a List beside its members are no document. */
const isListRest = (value: Entity['value']): boolean => Object.keys(value).length === 1 && 'list' in value

const digestOf = (image: unknown): string | undefined => /@(sha256:[0-9a-f]{64})$/.exec(text(image) ?? '')?.[1]

function podOf({ value, kind }: Entity): unknown {
  if (kind === 'Pod') return value
  const spec = at(value, 'spec')
  return kind === 'CronJob' ? at(spec, 'jobTemplate', 'spec', 'template') : at(spec, 'template')
}

/** The app's own container runs what its release file says, and nothing else. */
export function digestFindings(
  entities: readonly Entity[],
  digests: ReadonlyMap<string, string>,
): readonly FileFound[] {
  return entities.flatMap((entity): readonly FileFound[] => {
    const { app, cluster } = entity.location
    const release = digests.get(`${app}/${cluster}`)
    if (release === undefined) return []
    const spec = at(podOf(entity), 'spec')
    const images = [...list(at(spec, 'containers')), ...list(at(spec, 'initContainers'))].map(
      ({ image }) => text(image) ?? '',
    )
    const own = images.filter((image) => baseName(image).split(/[@:]/, 1)[0] === app)
    // The object of the app's own name runs the app; others may run something else, as long as it is not the app's own
    // image.
    const isMain = entity.name === app && images.length > 0 && !images.some((image) => digestOf(image) === release)
    const wrong = own.filter((image) => digestOf(image) !== release)
    if (!isMain && wrong.length === 0) return []
    const tree = (wrong.length > 0 ? wrong : images).map((image) => digestOf(image) ?? image).join(', ')
    return [['high', 'other-digest', { object: `${entity.kind} ${entity.name}`, tree, release }]]
  })
}
