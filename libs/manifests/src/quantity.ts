const Mi = 2 ** 20
const Gi = 2 ** 30

/** Millicores as Kubernetes text in its canonical form: 250 -> `250m`, 2000 -> `2`. */
export const cpuText = (millicores: number): string =>
  millicores % 1000 === 0 ? String(millicores / 1000) : `${millicores}m`

/** Bytes as Kubernetes text: the largest unit that divides them. */
export function memoryText(bytes: number): string {
  if (bytes % Gi === 0) return `${bytes / Gi}Gi`
  return bytes % Mi === 0 ? `${bytes / Mi}Mi` : `${Math.ceil(bytes / 1024)}Ki`
}
