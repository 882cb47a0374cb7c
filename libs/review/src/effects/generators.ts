import { baseName, crossingPattern, folderOf, pathPattern } from '@slipway/core'
import {
  at,
  fields,
  isFields,
  labelsOf,
  list,
  matches,
  text,
  texts,
  textMap,
  type Fields,
  type Labels,
} from '@slipway/kube'
import { readYaml } from '@slipway/kube/read-yaml'
import type { Entity } from '../read/entity.ts'
import { secretText } from '../read/secret-text.ts'
import { filled, filledAll, flat, valueOf } from './parameters.ts'

/** A cluster that Argo CD knows by a Secret of the tree. */
interface ClusterSecret {
  readonly name: string
  readonly server: string
  readonly labels: Labels
  readonly annotations: Labels
}

/** The inputs of generators on one side. */
export interface GeneratorTree {
  /** Folders that hold files, and theirs. */
  readonly folders: ReadonlySet<string>
  /** Texts of the files that generators of git files ask for. */
  readonly files: ReadonlyMap<string, string>
  /** Empty if the tree has no such Secrets: Argo CD then knows clusters from elsewhere. */
  readonly clusters: readonly ClusterSecret[]
}

/** Sets of parameters; or the name of a generator that reads outside of the tree. */
type Expansion = { readonly sets: readonly Fields[] } | { readonly unknown: string }

const unknown = (generator: string): Expansion => ({ unknown: generator })

const sanitized = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')

/** As Go's path.Match: a star stays within its folder, however many there are. */
const inFolder = (pattern: string) => pathPattern(pattern.replaceAll(/\*+/g, '*'))

const chosen = (
  asked: readonly Fields[],
  paths: Iterable<string>,
  glob: (pattern: string) => (path: string) => boolean,
): readonly string[] => {
  const rows = asked.map(({ path, exclude }) => ({ fits: glob(text(path) ?? ''), exclude: exclude === true }))
  return [...paths]
    .filter(
      (one) => rows.some((row) => !row.exclude && row.fits(one)) && !rows.some((row) => row.exclude && row.fits(one)),
    )
    .sort()
}

const pathParameters = (path: string): Fields => {
  const segments = path.split('/')
  const basename = segments.at(-1) ?? ''
  return { path, segments, basename, basenameNormalized: sanitized(basename) }
}

/** The parameters in a file: an object, or a list of them. */
function fileSets(path: string, content: string): readonly Fields[] {
  const value = readYaml(path, content).docs[0]?.value
  const [folder, filename] = [folderOf(path), baseName(path)]
  const place = { ...pathParameters(folder), filename, filenameNormalized: sanitized(filename) }
  return (Array.isArray(value) ? value : [value]).filter(isFields).map((set) => ({ ...set, path: place }))
}

/** The values that a generator gives beside, each filled with what it found. */
const withValues = (generator: Fields, sets: readonly Fields[]): Expansion => {
  const given = textMap(generator['values'])
  return {
    sets:
      given.length === 0
        ? sets
        : sets.map((set) => ({
            ...set,
            values: Object.fromEntries(given.map(([key, value]) => [key, filled(value, set)])),
          })),
  }
}

function fromGit(generator: Fields, tree: GeneratorTree): Expansion {
  if (generator['pathParamPrefix'] !== undefined) return unknown('git')
  const [folders, files] = [list(generator['directories']), list(generator['files'])]
  const sets =
    folders.length > 0
      ? chosen(folders, tree.folders, inFolder).map((path) => ({ path: pathParameters(path) }))
      : chosen(files, tree.files.keys(), crossingPattern).flatMap((path) => fileSets(path, tree.files.get(path) ?? ''))
  // Nothing that fits: it may well be about another repository.
  return sets.length === 0 ? unknown('git') : withValues(generator, sets)
}

/** Argo CD's own cluster has no Secret: only a generator without a selector finds it. */
const own: ClusterSecret = { name: 'in-cluster', server: 'https://kubernetes.default.svc', labels: {}, annotations: {} }

function fromClusters(generator: Fields, { clusters }: GeneratorTree): Expansion {
  const selector = fields(generator['selector'])
  if (clusters.length === 0) return unknown('clusters')
  const all = Object.keys(selector).length === 0 ? [...clusters, own] : clusters
  return withValues(
    generator,
    all
      .filter(({ labels }) => matches(selector, labels))
      .map(({ name, server, labels, annotations }) => ({
        name,
        nameNormalized: sanitized(name),
        server,
        metadata: { labels, annotations },
      })),
  )
}

const isUnknown = (one: Expansion): one is { readonly unknown: string } => 'unknown' in one

/** Each set of the first generator with each that the second makes with it. */
function matrix(generators: readonly Fields[], tree: GeneratorTree): Expansion {
  const [first, second, ...more] = generators
  if (first === undefined || second === undefined || more.length > 0) return unknown('matrix')
  const left = expand(first, tree)
  if (isUnknown(left)) return left
  const sets: Fields[] = []
  for (const one of left.sets) {
    const right = expand(fields(filledAll(second, one)), tree)
    if (isUnknown(right)) return right
    sets.push(...right.sets.map((two) => ({ ...one, ...two })))
  }
  return { sets }
}

/** The sets of the first generator, each with what the others say for the same keys. */
function merge(given: Fields, tree: GeneratorTree): Expansion {
  const keys = texts(given['mergeKeys'])
  const all = list(given['generators']).map((one) => expand(one, tree))
  const sets: (readonly Fields[])[] = []
  for (const one of all) {
    if (isUnknown(one)) return one
    sets.push(one.sets)
  }
  const keyOf = (set: Fields) => JSON.stringify(keys.map((key) => valueOf(key, set)))
  const [base = [], ...others] = sets
  return {
    sets: base.map((set) =>
      others.flat().reduce<Fields>((made, other) => (keyOf(other) === keyOf(set) ? { ...made, ...other } : made), set),
    ),
  }
}

/** The sets of parameters of a generator, as far as the tree says all of them. */
export function expand(generator: Fields, tree: GeneratorTree): Expansion {
  const { selector, ...kinds } = generator
  const [[kind = 'nothing', given] = [], ...more] = Object.entries(kinds)
  if (more.length > 0 || at(given, 'template') !== undefined) return unknown(kind)
  const found = ofKind(kind, fields(given), tree)
  if (selector === undefined || isUnknown(found)) return found
  return { sets: found.sets.filter((set) => matches(fields(selector), flat(set))) }
}

function ofKind(kind: string, given: Fields, tree: GeneratorTree): Expansion {
  switch (kind) {
    case 'list': {
      const yaml = text(given['elementsYaml'])
      if (yaml === undefined) return { sets: list(given['elements']) }
      return yaml.includes('{{') ? unknown('list') : { sets: list(readYaml('elementsYaml', yaml).docs[0]?.value) }
    }
    case 'git':
      return fromGit(given, tree)
    case 'clusters':
      return fromClusters(given, tree)
    case 'matrix':
      return matrix(list(given['generators']), tree)
    case 'merge':
      return merge(given, tree)
    default:
      return unknown(kind)
  }
}

/** Whether a generator makes parameters of a folder. */
export const takesFolder = (generator: Fields, folder: string): boolean =>
  chosen(list(at(generator, 'git', 'directories')), [folder], inFolder).length === 1

/** The globs of files that the generators of a set ask for, however deep they stand. */
export function fileGlobs(generators: readonly Fields[]): readonly string[] {
  return generators.flatMap((generator) => [
    ...list(at(generator, 'git', 'files')).flatMap(({ path }) => text(path)?.replaceAll(/\{\{.*?\}\}/g, '*') ?? []),
    ...['matrix', 'merge'].flatMap((kind) => fileGlobs(list(at(generator, kind, 'generators')))),
  ])
}

/** The clusters that Secrets of the tree tell Argo CD of (docs/operator-manual/declarative-setup.md, Clusters). */
export function clusterSecrets(entities: readonly Entity[]): readonly ClusterSecret[] {
  return entities.flatMap(({ kind, value }): readonly ClusterSecret[] => {
    const labels = labelsOf(at(value, 'metadata', 'labels'))
    if (kind !== 'Secret' || labels['argocd.argoproj.io/secret-type'] !== 'cluster') return []
    return [
      {
        name: secretText(value, 'name'),
        server: secretText(value, 'server'),
        labels,
        annotations: labelsOf(at(value, 'metadata', 'annotations')),
      },
    ]
  })
}
