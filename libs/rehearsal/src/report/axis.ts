export interface Axis {
  readonly left: number
  readonly right: number
  readonly seconds: number
  readonly x: (at: number) => number
}

export function axis(seconds: number, left: number, right: number): Axis {
  const whole = Number.isFinite(seconds) && seconds > 0 ? Math.max(seconds, 0.1) : 1
  const inside = (at: number) => (Number.isFinite(at) ? Math.min(Math.max(at, 0), whole) : 0)
  return { left, right, seconds: whole, x: (at) => left + (inside(at) / whole) * (right - left) }
}

const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600]

/** Round seconds from 0, at least `room` pixels apart. */
export function ticks({ seconds, left, right }: Axis, room: number): readonly number[] {
  const least = (seconds * room) / Math.max(right - left, 1)
  const step = steps.find((s) => s >= least) ?? 10 ** Math.ceil(Math.log10(least))
  return Array.from({ length: Math.floor(seconds / step + 1e-9) + 1 }, (_, i) => Math.round(i * step * 10) / 10)
}

/** `12.3 s`; from a minute on whole seconds. */
export const secondsText = (at: number): string => {
  const known = Number.isFinite(at) ? at : 0
  return `${Math.abs(known) < 60 ? known.toFixed(1) : String(Math.round(known))} s`
}
