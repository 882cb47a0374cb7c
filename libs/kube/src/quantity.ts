import { table } from './value.ts'

/** Factors of Kubernetes quantities (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/). */
const factor = table<number>({
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
})

/** `250m` -> 0.25, `1Gi` -> 1073741824, 2 -> 2; nothing when it is no quantity. */
export function quantity(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return undefined
  const [, amount, unit = ''] = /^([+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)([numkMGTPE]|[KMGTPE]i)?$/.exec(value) ?? []
  return amount === undefined ? undefined : Number(amount) * (factor[unit] ?? 1)
}

const secondsOf = table<number>({ ms: 1e-3, s: 1, m: 60, h: 3600 })

/** A Go duration in seconds: `1m30s` -> 90, `300ms` -> 0.3; nothing when it is none. */
export function duration(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(value)) return undefined
  return [...value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (sum, [, n, unit]) => sum + Number(n) * (secondsOf[unit ?? ''] ?? 0),
    0,
  )
}
