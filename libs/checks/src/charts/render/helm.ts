import path from 'node:path'
import { builtGoProgram, cacheFolder, onPath, pinnedGoProgram, thisMachine } from '@slipway/cli/program'

/** Slipway's helm, a pinned Go module. Argo CD 3.4 and 3.5 bundle an older one (4.2), which renders alike. */
export const helmProgram = {
  kind: 'charts',
  name: 'helm',
  pins: path.join(import.meta.dirname, '../../../helm'),
  package: 'helm.sh/helm/v4/cmd/helm',
} as const

/** Built before; `undefined` where nobody built it. */
export const builtHelm = (): string | undefined => builtGoProgram(helmProgram)

/** Built once from its pins, a few minutes. @throws in Go's words */
export const pinnedHelm = (): Promise<string> => pinnedGoProgram(helmProgram)

export const hasGo = (): boolean => onPath(thisMachine(), 'go') !== undefined

/** The folder in which charts are kept between runs. */
export const chartCache = (): string => cacheFolder(thisMachine(), 'chart-archive')
