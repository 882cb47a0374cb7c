import { at, fields, isFields, list, text, texts } from '@slipway/kube'
import type { Entity } from '../read/entity.ts'
import type { PathLocation } from '../read/path-location.ts'
import { joined, resolved, type SourceTree } from './source-tree.ts'
import { unrenderedReason, type ChartSource, type Source, type UnrenderedReason } from './source.ts'

const release = 'helm.toolkit.fluxcd.io'
export const isHelmRelease = ({ kind, group }: Pick<Entity, 'kind' | 'group'>): boolean =>
  kind === 'HelmRelease' && group === release

/** Objects by what a reference of Flux says of them: thousands of releases each ask. */
type FluxSources = ReadonlyMap<string, readonly Entity[]>
const referenceKey = (...words: readonly (string | undefined)[]): string => words.join('\0')
export const fluxSources = (entities: readonly Entity[]): FluxSources =>
  Map.groupBy(entities, ({ kind, namespace, name }) => referenceKey(kind, namespace, name))

/**
 * The source of Flux that a reference names: of the same cluster, or of a folder that is no cluster's, or else of any.
 */
function sourceOf(ref: unknown, { namespace, location }: Entity, sources: FluxSources): Entity | undefined {
  const [kind, name, space = namespace] = ['kind', 'name', 'namespace'].map((field) => text(at(ref, field)))
  const named = sources.get(referenceKey(kind, space, name)) ?? []
  const of = (cluster: string) => named.find((one) => one.location.cluster === cluster)
  return of(location.cluster) ?? of('') ?? named[0]
}
const nameOf = (ref: unknown): string => `${String(at(ref, 'kind'))} ${String(at(ref, 'name'))}`

/** A chart as one artifact of OCI: the last part of its address is its name. */
function artifact({ value }: Entity): ChartSource['chart'] {
  const url = text(at(value, 'spec', 'url')) ?? ''
  const slash = url.lastIndexOf('/')
  const ref = fields(at(value, 'spec', 'ref'))
  return {
    from: 'registry',
    repository: url.slice(0, slash),
    name: url.slice(slash + 1),
    version: text(ref['tag']) ?? text(ref['semver']) ?? '',
  }
}

/** The chart that a release is made of, or why nobody here knows it. */
export function chartOf(
  entity: Entity,
  sources: FluxSources,
  tree: SourceTree,
): ChartSource['chart'] | UnrenderedReason {
  const spec = fields(entity.value['spec'])
  const reference = spec['chartRef']
  const named = reference === undefined ? undefined : sourceOf(reference, entity, sources)
  if (reference !== undefined && named?.kind === 'OCIRepository') return artifact(named)
  // A HelmChart says what a release says otherwise in `chart.spec`.
  const chart = reference === undefined ? fields(at(spec, 'chart', 'spec')) : fields(named?.value['spec'])
  if (reference !== undefined && named?.kind !== 'HelmChart') return unrenderedReason('no-file', nameOf(reference))
  const from = sourceOf(chart['sourceRef'], named ?? entity, sources)
  const name = text(chart['chart']) ?? ''
  if (at(chart['sourceRef'], 'kind') === 'HelmRepository')
    return from === undefined
      ? unrenderedReason('no-file', nameOf(chart['sourceRef']))
      : {
          from: 'registry',
          repository: text(at(from.value, 'spec', 'url')) ?? '',
          name,
          version: String(chart['version'] ?? '').replace(/^\*$/, ''),
        }
  const folder = resolved('', name)
  return folder !== undefined && tree.paths.has(joined(folder, 'Chart.yaml'))
    ? { from: 'tree', folder }
    : unrenderedReason('other-repository', `${nameOf(chart['sourceRef'])} ${name}`)
}

/** Whether it says a chart at all: one that says none is a patch of another. */
export const hasChart = ({ value }: Entity): boolean =>
  at(value, 'spec', 'chart') !== undefined || at(value, 'spec', 'chartRef') !== undefined

/** The source of a HelmRelease of Flux (https://fluxcd.io/flux/components/helm/helmreleases/). */
export function releaseSource(
  entity: Entity,
  sources: FluxSources,
  tree: SourceTree,
  location: PathLocation,
): Source | UnrenderedReason {
  const spec = fields(entity.value['spec'])
  const chart = chartOf(entity, sources, tree)
  if ('code' in chart) return chart
  const options = ['valuesFrom', 'postRenderers'].filter((name) => list(spec[name]).length > 0)
  if (options.length > 0) return unrenderedReason('own-options', options.join(', '))
  const files = texts(at(spec, 'chart', 'spec', 'valuesFiles'))
  if (files.length > 0 && chart.from === 'registry') return unrenderedReason('own-options', 'valuesFiles')
  const places = files.map((file) => resolved('', file) ?? '')
  const missing = places.findIndex((file) => !tree.paths.has(file))
  if (missing >= 0) return unrenderedReason('no-file', files[missing] ?? '')
  const target = text(spec['targetNamespace'])
  return {
    tool: 'helm',
    name: entity.name,
    path: entity.path,
    location,
    chart,
    release: text(spec['releaseName']) ?? (target === undefined ? entity.name : `${target}-${entity.name}`),
    namespace: target ?? entity.namespace,
    valueFiles: places,
    values: isFields(spec['values']) ? spec['values'] : undefined,
    valuesAt: 'spec.values',
    parameters: [],
    withDefinitions: at(spec, 'install', 'crds') !== 'Skip',
  }
}
