import { formatQuantity } from '@slipway/kube'

const Mi = 2 ** 20
const Gi = 2 ** 30

export const cpuText = (millicores: number): string =>
  formatQuantity({ nanos: BigInt(millicores) * 1_000_000n, format: 'DecimalSI' })

/** In the largest unit up to Gi; Kubernetes would print 1024Gi as 1Ti, but manifests always said Gi. */
export function memoryText(bytes: number): string {
  if (bytes % Gi === 0) return `${bytes / Gi}Gi`
  return bytes % Mi === 0 ? `${bytes / Mi}Mi` : `${Math.ceil(bytes / 1024)}Ki`
}
