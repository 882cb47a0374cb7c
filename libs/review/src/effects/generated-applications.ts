import { at, fields, isFields, list, text, texts, type Fields } from '@slipway/kube'
import { canonical } from '../compare/diff.ts'

/** An Application that an ApplicationSet makes. */
export interface GeneratedApplication {
  /** Its name; the template of it where the generator cannot be expanded here. */
  readonly name: string
  readonly source: string
  readonly destination: string
}

/** Sets of parameters; `undefined` for a generator that asks what is not in the tree. */
type Parameters = readonly Fields[] | undefined

const sanitized = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')

/** As Go's path.Match: a star stays within its folder. */
const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll(/\*+/g, '[^/]*')
      .replaceAll('?', '[^/]')}$`,
  )

function directories(generator: Fields, folders: ReadonlySet<string>): Parameters {
  const asked = list(generator.directories).map(({ path, exclude }) => ({
    fits: glob(text(path) ?? ''),
    exclude: exclude === true,
  }))
  if (asked.length === 0 || generator.pathParamPrefix !== undefined) return undefined
  return [...folders]
    .filter(
      (folder) =>
        asked.some(({ fits, exclude }) => !exclude && fits.test(folder)) &&
        !asked.some(({ fits, exclude }) => exclude && fits.test(folder)),
    )
    .sort()
    .map((path) => {
      const segments = path.split('/')
      const basename = segments.at(-1) ?? ''
      return { path: { path, segments, basename, basenameNormalized: sanitized(basename) } }
    })
}

function parametersOf(generator: Fields, folders: ReadonlySet<string>): Parameters {
  if (generator.selector !== undefined) return undefined
  const [[kind, given] = [], ...more] = Object.entries(generator)
  if (more.length > 0) return undefined
  if (kind === 'list') return at(given, 'elementsYaml') === undefined ? list(at(given, 'elements')) : undefined
  if (kind === 'git') return directories(fields(given), folders)
  if (kind !== 'matrix') return undefined
  const [a, b, ...others] = list(at(given, 'generators')).map((one) => parametersOf(one, folders))
  return others.length > 0 ? undefined : a?.flatMap((left) => (b ?? []).map((right) => ({ ...left, ...right })))
}

/** The value of `.path.basename`, `path[0]`, `index .path.segments 0`; of other expressions, none. */
function valueOf(expression: string, parameters: Fields): string | undefined {
  const [, list_, index] = /^index\s+(\S+)\s+(\d+)$/.exec(expression) ?? /^()path\[(\d+)\]$/.exec(expression) ?? []
  const place = index === undefined ? expression : `${list_ === '' ? '.path.segments' : (list_ ?? '')}.${index}`
  if (!/^[\w.-]+$/.test(place)) return undefined
  const keys = place.replace(/^\./, '').split('.')
  const found = keys.reduce<unknown>(
    (value, key) => (Array.isArray(value) ? value[Number(key)] : fields(value)[key]),
    parameters,
  )
  const value = isFields(found) && place === 'path' ? found.path : found
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined
}

/** A template with its values; itself where one is not known. */
function filled(template: string, parameters: Fields): string {
  let known = true
  const out = template.replaceAll(/\{\{-?\s*(.*?)\s*-?\}\}/g, (_, expression: string) => {
    const value = valueOf(expression, parameters)
    known &&= value !== undefined
    return value ?? ''
  })
  return known ? out : template
}

/** The Applications of an ApplicationSet, as far as the tree says; one that stands for all where a generator asks somebody else. */
export function generatedApplications(set: Fields, folders: ReadonlySet<string>): readonly GeneratedApplication[] {
  const template = fields(at(set, 'spec', 'template'))
  const spec = fields(template.spec)
  const made = (parameters: Fields): GeneratedApplication => {
    const fill = (value: unknown) =>
      filled(typeof value === 'string' ? value : value === undefined ? '' : canonical(value), parameters)
    return {
      name: fill(at(template, 'metadata', 'name')),
      source: fill(spec.source ?? spec.sources),
      destination: fill(spec.destination),
    }
  }
  return list(at(set, 'spec', 'generators')).flatMap((generator) => {
    const all = parametersOf(generator, folders)
    return all === undefined || all.length === 0 ? [made({})] : all.map(made)
  })
}

/** Whether a set makes an Application of a folder, by a generator of git directories. */
export const makesFrom = (set: Fields, folder: string): boolean =>
  list(at(set, 'spec', 'generators')).some(
    (generator) => directories(fields(generator.git), new Set([folder]))?.length === 1,
  )

/** What becomes of Applications that a set makes no more, and of their objects. */
export type ApplicationFate = 'objects-deleted' | 'objects-left' | 'stays'

/**
 * By the set's own words (docs/operator-manual/applicationset/Controlling-Resource-Modification.md): who never deletes leaves the Application, and
 * who preserves leaves its objects. At the end of the set itself only its finalizer keeps Applications.
 */
export function fateOf(set: Fields, ends: boolean): ApplicationFate {
  const policy = fields(at(set, 'spec', 'syncPolicy'))
  const never = policy.applicationsSync === 'create-only' || policy.applicationsSync === 'create-update'
  const finalizers = texts(at(set, 'metadata', 'finalizers'))
  if (never && (!ends || finalizers.some((one) => one.startsWith('resources-finalizer.argocd.argoproj.io'))))
    return 'stays'
  return policy.preserveResourcesOnDeletion === true ? 'objects-left' : 'objects-deleted'
}
