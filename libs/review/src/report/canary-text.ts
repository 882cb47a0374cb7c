import type { CanaryPlan } from '../effects/canary.ts'

/** `90 s`, `6 min`, `1 h 30 min`. */
export function spoken(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds * 10) / 10} s`
  const minutes = Math.round(seconds / 6) / 10
  if (minutes < 120) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  const rest = Math.round(minutes - hours * 60)
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
}

/** `5, 25, 50, 100 % in 7 min at least`. */
export function planText({ shares, seconds, waits, analysed }: CanaryPlan): string {
  const time = seconds === 0 ? '' : ` in ${spoken(seconds)} at least`
  return `${shares.length === 0 ? 'steps' : `${shares.join(', ')} %`}${time}${analysed ? ', analysed' : ''}${waits ? ', waits for a person' : ''}`
}
