import { at, fields, list, text, texts, type Fields } from '@slipway/kube'
import { canonical } from '../compare/diff.ts'
import { expand, takesFolder, type GeneratorTree } from './generators.ts'
import { filled, filledAll } from './parameters.ts'

/** An Application that an ApplicationSet makes. */
export interface GeneratedApplication {
  /** Its name; the template of it where the generator cannot be expanded here. */
  readonly name: string
  readonly spec: Fields
  readonly source: string
  /** The source of its objects, without values, options and revision. */
  readonly origin: string
  readonly destination: string
  /** The generator that reads outside of the tree: this one stands for all that it makes. */
  readonly unknown?: string
}

export type { GeneratorTree } from './generators.ts'

const sourcesOf = (spec: Fields): readonly Fields[] =>
  Array.isArray(spec.sources) ? list(spec.sources) : [fields(spec.source)]

/**
 * The Applications of an ApplicationSet, as far as the tree says; one that stands for all where a generator asks
 * somebody else.
 */
export function generatedApplications(set: Fields, tree: GeneratorTree): readonly GeneratedApplication[] {
  const template = fields(at(set, 'spec', 'template'))
  const made = (parameters: Fields): GeneratedApplication => {
    const spec = fields(filledAll(template.spec, parameters))
    const written = (value: unknown) => (value === undefined ? '' : canonical(value))
    return {
      name: filled(text(at(template, 'metadata', 'name')) ?? '', parameters),
      spec,
      source: written(spec.source ?? spec.sources),
      origin: canonical(sourcesOf(spec).map(({ repoURL, path, chart }) => [repoURL, path, chart].map(written))),
      destination: written(spec.destination),
    }
  }
  return list(at(set, 'spec', 'generators')).flatMap((generator) => {
    const all = expand(generator, tree)
    if ('unknown' in all) return [{ ...made({}), unknown: all.unknown }]
    return all.sets.map(made)
  })
}

/** Whether a set makes an Application of a folder, by a generator of git directories. */
export const makesFrom = (set: Fields, folder: string): boolean =>
  list(at(set, 'spec', 'generators')).some((generator) => takesFolder(generator, folder))

/** The fate of Applications that a set no longer makes, and of their objects. */
export type ApplicationFate = 'objects-deleted' | 'objects-left' | 'stays'

/**
 * By the set's own words (docs/operator-manual/applicationset/Controlling-Resource-Modification.md): who never deletes
 * leaves the Application, and who preserves leaves its objects. At the end of the set itself only its finalizer keeps
 * Applications.
 */
export function fateOf(set: Fields, ends: boolean): ApplicationFate {
  const policy = fields(at(set, 'spec', 'syncPolicy'))
  const never = policy.applicationsSync === 'create-only' || policy.applicationsSync === 'create-update'
  const finalizers = texts(at(set, 'metadata', 'finalizers'))
  if (never && (!ends || finalizers.some((one) => one.startsWith('resources-finalizer.argocd.argoproj.io'))))
    return 'stays'
  return policy.preserveResourcesOnDeletion === true ? 'objects-left' : 'objects-deleted'
}
