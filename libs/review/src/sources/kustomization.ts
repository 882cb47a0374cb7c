import { fields, isFields, list, text, texts, type Fields } from '@slipway/kube'
import { readYaml } from '@slipway/kube/read-yaml'
import { folderOf } from '@slipway/core'
import { isKustomization, kustomizationNames } from '../read/kustomization-file.ts'
import { joined, resolved } from './source-tree.ts'
import { unrenderedReason, type UnrenderedReason } from './source.ts'

/** The inputs of a kustomization, with all that it builds on. */
interface KustomizeReach {
  /** Its own folder first. */
  readonly folders: readonly string[]
  readonly files: readonly string[]
  /** Whether a word of it may name a file outside of the tree. */
  readonly isOpen: boolean
  /**
   * Whether it asks for generators, transformers or validators: those of others than kustomize run elsewhere, and not
   * here.
   */
  readonly hasPlugins: boolean
  /** Why it cannot be built from this tree alone. */
  readonly reason: UnrenderedReason | undefined
}

/** The kustomizations of a tree, by folder. */
export type Kustomizations = ReadonlyMap<string, Fields>

/** The name of the file that makes a folder a kustomization. */
const kustomizationFile = (paths: ReadonlySet<string>, folder: string): string | undefined =>
  kustomizationNames.map((name) => joined(folder, name)).find((path) => paths.has(path))

export const kustomizationPaths = (paths: Iterable<string>): readonly string[] => [...paths].filter(isKustomization)

export function readKustomizations(texts: ReadonlyMap<string, string>): Kustomizations {
  return new Map(
    [...texts]
      .filter(([path]) => isKustomization(path))
      .map(([path, content]) => [folderOf(path), fields(readYaml(path, content).docs[0]?.value)]),
  )
}

/** Every text in a document: any field may name a file, and new fields do. */
function wordsIn(value: unknown, found: string[] = []): readonly string[] {
  if (typeof value === 'string') found.push(value)
  else if (Array.isArray(value)) for (const inner of value) wordsIn(inner, found)
  else if (isFields(value)) for (const inner of Object.values(value)) wordsIn(inner, found)
  return found
}

/** Fields whose members are folders, files, or something elsewhere. */
const builtOn = ['resources', 'bases', 'components'] as const
const isElsewhere = (entry: string): boolean =>
  /^[a-z][a-z0-9+.-]*:\/\/|^git@|^(?:github\.com|gitlab\.com|bitbucket\.org)[/:]|[?&]ref=/.test(entry)
const plugins = ['generators', 'transformers', 'validators'] as const
/** Files of generators, without the key that one may have before it. */
const generatedFrom = (document: Fields): readonly string[] =>
  [...list(document['configMapGenerator']), ...list(document['secretGenerator'])].flatMap((one) =>
    texts(one['files']).map((file) => file.slice(file.indexOf('=') + 1)),
  )
/**
 * Fields that fetch charts. Generators, transformers and validators are tried: kustomize runs its own, and refuses all
 * others.
 */
const needsMore = ['helmCharts', 'helmChartInflationGenerator'] as const

/** The inputs of a kustomization: files that any of its fields names, and the folders that it builds on. */
export function reachOf(folder: string, tree: Kustomizations, paths: ReadonlySet<string>): KustomizeReach {
  const folders: string[] = []
  const files = new Set<string>()
  let [isOpen, hasPlugins] = [false, false]
  let reason: UnrenderedReason | undefined
  const visit = (at: string): void => {
    if (folders.includes(at)) return
    folders.push(at)
    const own = kustomizationFile(paths, at)
    if (own !== undefined) files.add(own)
    const document = tree.get(at) ?? {}
    hasPlugins ||= plugins.some((field) => document[field] !== undefined)
    for (const entry of [...builtOn.flatMap((field) => texts(document[field])), ...generatedFrom(document)])
      if (isElsewhere(entry)) reason ??= unrenderedReason('remote-base', entry)
    const more = needsMore.find((field) => document[field] !== undefined)
    if (more !== undefined) reason ??= unrenderedReason('needs-plugins', more)
    for (const word of wordsIn(document)) {
      // A generator's file may have a key before it: `key=file`.
      for (const name of new Set([word, word.slice(word.indexOf('=') + 1)])) {
        const place = name.length < 1000 && !name.includes('\n') ? resolved(at, name) : undefined
        isOpen ||= name.startsWith('/') || (place === undefined && name.includes('..'))
        if (place === undefined || place === at) continue
        if (paths.has(place)) files.add(place)
        else if (tree.has(place)) visit(place)
      }
    }
  }
  visit(folder)
  return { folders, files: [...files], isOpen, hasPlugins, reason }
}

/** Kustomizations that no other one builds on, which somebody applies. Components are never applied by themselves. */
export function rootsOf(tree: Kustomizations): readonly string[] {
  const used = new Set<string>()
  for (const [folder, document] of tree)
    for (const entry of builtOn.flatMap((field) => texts(document[field]))) {
      const place = resolved(folder, entry)
      if (place !== undefined && place !== folder) used.add(place)
    }
  return [...tree]
    .filter(([folder, document]) => !used.has(folder) && text(document['kind']) !== 'Component')
    .map(([folder]) => folder)
    .sort()
}
