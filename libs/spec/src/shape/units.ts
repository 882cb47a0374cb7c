import { quantity, seconds as secondsOf } from '@slipway/kube'

/** Specs take stricter units than Kubernetes. The functions expect text that matched its pattern. */

export const durationPattern = /^(\d+)(ms|s|m|h|d)$/

/** `90s` -> 90, `300ms` -> 0.3. In seconds. */
export const seconds = (duration: string): number => secondsOf(duration, 'prometheus') ?? Infinity

/** Seconds as Istio and Rollouts take them, in whole units: `90s`, `300ms`. */
export const durationText = (inSeconds: number): string =>
  Number.isInteger(inSeconds) ? `${inSeconds}s` : `${Math.round(inSeconds * 1000)}ms`

export const cpuPattern = /^(\d+m|\d+(\.\d{1,3})?)$/

/** `250m` -> 250, `1.5` -> 1500. In thousandths of a core. */
export const millicores = (cpu: string): number => quantity(cpu, 'm') ?? Infinity

export const memoryPattern = /^(\d+)(Ki|Mi|Gi|Ti)$/

/** `256Mi` -> 268435456. */
export const bytes = (memory: string): number => quantity(memory) ?? Infinity

export const percentPattern = /^(\d{1,2}(\.\d+)?|100)%$/

/** `1%` -> 0.01. */
export const ratio = (percent: string): number => Math.round(Number(percent.slice(0, -1)) * 1e6) / 1e8
