import { chartValues } from '../../cluster/chart-values.ts'
import { objectAt, type Files } from '../shared/kit.ts'

interface Values {
  readonly pathNormalization?: object
  readonly enableTracing?: boolean
  readonly extensionProviders?: readonly object[]
  readonly accessLogFormat?: string
  readonly accessLogEncoding?: string
  readonly defaultConfig?: { readonly proxyMetadata?: Readonly<Record<string, string>> }
}

const told = [
  'pathNormalization',
  'enableTracing',
  'extensionProviders',
  'accessLogFormat',
  'accessLogEncoding',
] as const satisfies readonly (keyof Values)[]
const prefix = 'ISTIO_META_'

/**
 * The mesh config of the tree's istiod: how it reads paths, where traces go, how it logs requests, and what proxies
 * expose.
 */
export function meshSettings(
  files: Files,
  cluster: string,
): { readonly meshConfig: object; readonly metadata: Readonly<Record<string, string>> } {
  const istiod = objectAt(files, `argocd/${cluster}/application-istiod.yaml`)
  const { defaultConfig, ...said } = (chartValues(istiod)['meshConfig'] ?? {}) as Values
  const metadata = Object.entries(defaultConfig?.proxyMetadata ?? {}).flatMap(([name, value]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
  )
  return {
    meshConfig: Object.fromEntries(told.flatMap((name) => (said[name] === undefined ? [] : [[name, said[name]]]))),
    metadata: Object.fromEntries(metadata),
  }
}
