import { at, fields, isFields, list, text, texts, type Fields } from '@slipway/kube'
import { canonical } from '../compare/diff.ts'
import { generatedApplications } from '../effects/generated-applications.ts'
import { isApplication } from '../read/kind.ts'
import type { Entity } from '../read/entity.ts'
import type { Locate, PathLocation } from '../read/path-location.ts'
import { kustomizationNames } from '../read/kustomization-file.ts'
import { joined, resolved, type SourceTree } from './source-tree.ts'
import { chartOf, fluxSources, hasChart, isHelmRelease, releaseSource } from './helm-release.ts'
import { unrenderedReason, type ChartSource, type Source, type UnrenderedReason } from './source.ts'

/** A source that an Application asks for, or why it cannot be rendered. */
export interface AskedSource {
  readonly name: string
  readonly path: string
  readonly location: PathLocation
  /** The key of the Application or set; see Entity. */
  readonly askedBy: string
  /** Equal for the same words of an Application. */
  readonly given: string
  readonly made: Source | UnrenderedReason
}

/** The place of an Application's objects, which is their own. */
const placeOf = (path: string, name: string, { cluster }: PathLocation): PathLocation => ({
  cluster,
  team: '',
  app: name,
  folder: `${path}#${name}`,
})

const plainText = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)

interface Application {
  readonly name: string
  readonly spec: Fields
  readonly entity: Entity
}

/** Applications of the tree, and those of its sets as far as the tree says them. */
function applicationsOf(entities: readonly Entity[], tree: SourceTree): readonly Application[] {
  return entities.flatMap((entity): readonly Application[] => {
    if (isApplication(entity)) return [{ name: entity.name, spec: fields(entity.value['spec']), entity }]
    if (entity.kind !== 'ApplicationSet') return []
    return generatedApplications(entity.value, tree).map(({ name, spec }) => ({ name, spec, entity }))
  })
}

/** The value files of a chart; a `$name` begins at the root of the source that is called so. */
function valueFilesOf(source: Fields, folder: string, tree: SourceTree): readonly string[] | UnrenderedReason {
  const ignoreMissing = at(source, 'helm', 'ignoreMissingValueFiles') === true
  const found: string[] = []
  for (const file of texts(at(source, 'helm', 'valueFiles'))) {
    const place = file.startsWith('$') ? resolved('', file.slice(file.indexOf('/') + 1)) : resolved(folder, file)
    if (place !== undefined && tree.paths.has(place)) found.push(place)
    else if (!ignoreMissing) return unrenderedReason('no-file', file)
  }
  return found
}

function chartSource(
  application: Application,
  source: Fields,
  tree: SourceTree,
  location: PathLocation,
): Source | UnrenderedReason {
  const helm = fields(source['helm'])
  const chartName = text(source['chart'])
  const folder = resolved('', text(source['path']) ?? '') ?? ''
  const valueFiles = valueFilesOf(source, chartName === undefined ? folder : '', tree)
  if (!Array.isArray(valueFiles)) return valueFiles as UnrenderedReason
  if (list(helm['fileParameters']).length > 0) return unrenderedReason('own-options', 'fileParameters')
  const chart: ChartSource['chart'] =
    chartName === undefined
      ? { from: 'tree', folder }
      : {
          from: 'registry',
          repository: text(source['repoURL']) ?? '',
          name: chartName,
          version: plainText(source['targetRevision']),
        }
  return {
    tool: 'helm',
    name: application.name,
    path: application.entity.path,
    location,
    chart,
    release: text(helm['releaseName']) ?? application.name,
    namespace: text(helm['namespace']) ?? text(at(application.spec, 'destination', 'namespace')) ?? '',
    valueFiles,
    values: isFields(helm['valuesObject']) ? helm['valuesObject'] : text(helm['values']),
    valuesAt: 'spec.source.helm',
    parameters: list(helm['parameters']).map(({ name, value, forceString }) => ({
      name: plainText(name),
      value: plainText(value),
      asText: forceString === true,
    })),
    withDefinitions: helm['skipCrds'] !== true,
  }
}

/** Fields of an Application's kustomize settings beside its path that review leaves alone. */
const harmless = new Set(['version', 'kubeVersion', 'apiVersions'])

function fromFolder(
  application: Application,
  source: Fields,
  tree: SourceTree,
  location: PathLocation,
): Source | UnrenderedReason | undefined {
  const folder = resolved('', text(source['path']) ?? '')
  if (folder === undefined) return undefined
  if (tree.paths.has(joined(folder, 'Chart.yaml'))) return chartSource(application, source, tree, location)
  if (!kustomizationNames.some((name) => tree.paths.has(joined(folder, name))))
    // A `ref` without a path only lends its files.
    return tree.folders.has(folder) || source['path'] === undefined
      ? undefined
      : unrenderedReason('other-repository', `${text(source['repoURL']) ?? ''} ${folder}`)
  const options = Object.keys(fields(source['kustomize'])).filter((option) => !harmless.has(option))
  if (options.length > 0) return unrenderedReason('own-options', options.join(', '))
  return {
    tool: 'kustomize',
    name: application.name,
    path: application.entity.path,
    location,
    folder,
    namespace: text(at(application.spec, 'destination', 'namespace')) ?? '',
    readsBeside: false,
  }
}

/** A word that only its generator fills in. */
const isOpen = (value: unknown): boolean => JSON.stringify(value)?.includes('{{') ?? false

/**
 * Every chart and kustomization that the Applications and HelmReleases of a tree ask for. Other sources are plain
 * folders, or of another repository.
 */
export function askedSources(entities: readonly Entity[], tree: SourceTree, locate: Locate): readonly AskedSource[] {
  return [...ofApplications(entities, tree, locate), ...ofReleases(entities, tree, locate)]
}

/** Fields of a release that review does not apply. */
const openWords: readonly string[] = ['postRenderers', 'valuesFrom']

/** Every HelmRelease of Flux. */
function ofReleases(entities: readonly Entity[], tree: SourceTree, locate: Locate): readonly AskedSource[] {
  const sources = fluxSources(entities)
  return entities
    .filter((entity) => isHelmRelease(entity) && hasChart(entity))
    .map((entity) => {
      const { name, namespace, path, key } = entity
      const location = { ...placeOf(path, `${namespace}/${name}`, locate(path, undefined)), app: name }
      const made = releaseSource(entity, sources, tree, location)
      // A release's settings of the upgrade itself make no other objects. If the chart is unknown, all its other fields
      // count.
      const words = 'code' in made ? [...openWords, 'chart', 'chartRef', 'values', 'targetNamespace'] : openWords
      const chart = 'code' in made ? chartOf(entity, sources, tree) : undefined
      const given = canonical([made, chart ?? null, ...words.map((field) => at(entity.value, 'spec', field) ?? null)])
      return { name, path, location, askedBy: key, given, made }
    })
}

function ofApplications(entities: readonly Entity[], tree: SourceTree, locate: Locate): readonly AskedSource[] {
  return applicationsOf(entities, tree).flatMap((application): readonly AskedSource[] => {
    const { name, spec, entity } = application
    const sources = Array.isArray(spec['sources']) ? list(spec['sources']) : [fields(spec['source'])]
    return sources.flatMap((source): readonly AskedSource[] => {
      const isChart = text(source['chart']) !== undefined
      const where = locate(entity.path, spec['destination'])
      const location = placeOf(entity.path, name, where)
      const open = isOpen([name, { ...source, helm: undefined }])
      const made = open
        ? // Plain folders need no rendering, and most paths that a generator fills in are some.
          isChart || source['helm'] !== undefined || source['kustomize'] !== undefined
          ? unrenderedReason('unknown-values', name)
          : undefined
        : isChart
          ? chartSource(application, source, tree, location)
          : fromFolder(application, source, tree, location)
      const given = canonical([source, fields(spec['destination'])['namespace']])
      return made === undefined ? [] : [{ name, path: entity.path, location, askedBy: entity.key, given, made }]
    })
  })
}
