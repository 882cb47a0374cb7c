import { quantity, seconds as secondsOf } from '@slipway/kube'

/** Stricter than Kubernetes. The functions expect text that matched. */

export const durationPattern = /^(\d+)(ms|s|m|h|d)$/

/** In seconds: `300ms` -> 0.3. */
export const seconds = (duration: string): number => secondsOf(duration, 'prometheus') ?? Infinity

/** As Istio and Rollouts take it, in whole units: `90s`, `300ms`. */
export const durationText = (inSeconds: number): string =>
  Number.isInteger(inSeconds) ? `${inSeconds}s` : `${Math.round(inSeconds * 1000)}ms`

export const cpuPattern = /^(\d+m|\d+(\.\d{1,3})?)$/

/** In thousandths of a core: `1.5` -> 1500. */
export const millicores = (cpu: string): number => quantity(cpu, 'm') ?? Infinity

export const memoryPattern = /^(\d+)(Ki|Mi|Gi|Ti)$/

/** `256Mi` -> 268435456. */
export const bytes = (memory: string): number => quantity(memory) ?? Infinity

export const percentPattern = /^(\d{1,2}(\.\d+)?|100)%$/

/** `1%` -> 0.01. */
export const ratio = (percent: string): number => Math.round(Number(percent.slice(0, -1)) * 1e6) / 1e8
