import { chartValues } from '../../cluster/chart-values.ts'
import { objectsOfFiles, type Files } from '../shared/kit.ts'

interface Values {
  readonly pathNormalization?: object
  readonly defaultConfig?: { readonly proxyMetadata?: Readonly<Record<string, string>> }
}

const prefix = 'ISTIO_META_'

/** What the tree's own istiod is told: how paths are read, and what proxies say of themselves. */
export function meshSettings(
  files: Files,
  cluster: string,
): { readonly meshConfig: object; readonly metadata: Readonly<Record<string, string>> } {
  const [istiod] = objectsOfFiles(files, (file) => file === `argocd/${cluster}/application-istiod.yaml`)
  const { pathNormalization, defaultConfig } = (chartValues(istiod)['meshConfig'] ?? {}) as Values
  const metadata = Object.entries(defaultConfig?.proxyMetadata ?? {}).flatMap(([name, value]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
  )
  return {
    meshConfig: pathNormalization === undefined ? {} : { pathNormalization },
    metadata: Object.fromEntries(metadata),
  }
}
