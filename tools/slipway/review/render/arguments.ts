import { createHash } from 'node:crypto'
import type { ChartSource, Source } from '@slipway/review'

/** A registry's chart as helm wants it: by its repository, or as one address of OCI. */
function chartWords({ chart }: ChartSource): readonly string[] {
  if (chart.from === 'tree') return [chart.folder === '' ? '.' : `./${chart.folder}`]
  const version = chart.version === '' ? [] : ['--version', chart.version]
  return /^https?:\/\//.test(chart.repository)
    ? [chart.name, '--repo', chart.repository, ...version]
    : [`oci://${chart.repository.replace('oci://', '')}/${chart.name}`, ...version]
}

/** Helm parses its own `--set`: commas, dots in braces and backslashes have to be marked. */
const setText = (name: string, value: string): string => `${name}=${value.replaceAll(/([\\,])/g, '\\$1')}`

/**
 * The arguments of `helm template`, as Argo CD gives them (its util/helm). Values of the Application itself come from
 * standard input.
 * @returns none for a word that helm would take for an option
 */
export function helmArguments(source: ChartSource): readonly string[] | undefined {
  const [chart = '', ...more] = chartWords(source)
  if ([source.release, chart].some((word) => word === '' || word.startsWith('-'))) return undefined
  return [
    'template',
    source.release,
    chart,
    ...more,
    ...(source.namespace === '' ? [] : [`--namespace=${source.namespace}`]),
    ...(source.withDefinitions ? ['--include-crds'] : []),
    ...source.valueFiles.map((file) => `--values=./${file}`),
    ...(source.values === undefined ? [] : ['--values=-']),
    ...source.parameters.map(({ name, value, asText }) => `--set${asText ? '-string' : ''}=${setText(name, value)}`),
  ]
}

export const valuesText = ({ values }: ChartSource): string | undefined =>
  values === undefined || typeof values === 'string' ? values : JSON.stringify(values)

/** The file that keeps what a chart of a registry comes to: the same for the same chart, version and values. */
export function cachedName(source: ChartSource): string {
  const { chart, release, namespace, values, parameters, withDefinitions } = source
  const sum = createHash('sha256').update(
    JSON.stringify([chart, release, namespace, values, parameters, withDefinitions]),
  )
  return `${source.name.replaceAll(/[^\w.-]/g, '_').slice(0, 80)}-${sum.digest('hex').slice(0, 16)}.yaml`
}

/** The arguments of `kustomize build`, as Argo CD or Flux gives them. */
export const kustomizeArguments = ({
  folder,
  readsBeside,
}: Extract<Source, { readonly tool: 'kustomize' }>): readonly string[] => [
  'build',
  ...(readsBeside ? ['--load-restrictor=LoadRestrictionsNone'] : []),
  folder === '' ? '.' : `./${folder}`,
]

const plainWord = /^[\w./:@=+,-]+$/

/**
 * The command that a person can run; `undefined` if a word of it is not plain, which nobody should paste into a shell.
 */
export function commandOf(source: Source): string | undefined {
  if (source.tool === 'kustomize')
    return plainWord.test(source.folder) ? `kustomize ${kustomizeArguments(source).join(' ')}` : undefined
  const args = helmArguments(source)
  if (args?.every((word) => plainWord.test(word)) !== true) return undefined
  // The values stand in what asks for it; a pipe of them needs yq, which not everybody has.
  const own =
    source.values === undefined
      ? ''
      : ` # with ${source.valuesAt} of ${plainWord.test(source.path) ? source.path : `what asks for ${source.release}`} as input`
  return `helm ${args.join(' ')}${own}`
}
