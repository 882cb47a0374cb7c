/** Durations and quantities as people write them, and what they mean as numbers. The parse functions expect text that a spec's schema let through. */

const secondsPer = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 } as const

export const durationPattern = /^(\d+)(ms|s|m|h|d)$/

/** `90s` -> 90, `300ms` -> 0.3. In seconds. */
export function seconds(duration: string): number {
  const [, amount = '0', unit = 's'] = durationPattern.exec(duration) ?? []
  return (Number(amount) * Math.round(secondsPer[unit as keyof typeof secondsPer] * 1000)) / 1000
}

/** Seconds as Istio and Rollouts take them: whole units only, as `90s` or `300ms`. */
export function durationText(inSeconds: number): string {
  return Number.isInteger(inSeconds) ? `${inSeconds}s` : `${Math.round(inSeconds * 1000)}ms`
}

export const cpuPattern = /^(\d+m|\d+(\.\d{1,3})?)$/

/** `250m` -> 250, `1.5` -> 1500. In thousandths of a core. */
export const millicores = (cpu: string): number =>
  cpu.endsWith('m') ? Number(cpu.slice(0, -1)) : Math.round(Number(cpu) * 1000)

const bytesPer = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 } as const

export const memoryPattern = /^(\d+)(Ki|Mi|Gi|Ti)$/

/** `256Mi` -> 268435456. */
export function bytes(memory: string): number {
  const [, amount = '0', unit = 'Mi'] = memoryPattern.exec(memory) ?? []
  return Number(amount) * bytesPer[unit as keyof typeof bytesPer]
}

export const percentPattern = /^(\d{1,2}(\.\d+)?|100)%$/

/** `1%` -> 0.01. */
export const ratio = (percent: string): number => Math.round(Number(percent.slice(0, -1)) * 1e6) / 1e8
