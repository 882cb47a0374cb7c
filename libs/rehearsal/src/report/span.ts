import type { Sample } from '../recording/recording.ts'

export interface Span<T> {
  readonly from: number
  readonly to: number
  readonly value: T
}

export const byTime = <T extends { readonly at: number }>(things: readonly T[]): readonly T[] =>
  [...things].sort((a, b) => a.at - b.at)

/** The values of `pick` over time; equal neighbours merge, the last lasts until `end`. */
export function spans<T>(samples: readonly Sample[], end: number, pick: (sample: Sample) => T): readonly Span<T>[] {
  const sorted = byTime(samples)
  const out: Span<T>[] = []
  for (const [i, sample] of sorted.entries()) {
    const value = pick(sample)
    const to = sorted[i + 1]?.at ?? Math.max(end, sample.at)
    const last = out.at(-1)
    if (last !== undefined && last.value === value) out[out.length - 1] = { ...last, to }
    else out.push({ from: sample.at, to, value })
  }
  return out
}

/** A recording may contain something after its last second. */
export function lastSecond(seconds: number, ...things: readonly (readonly { readonly at: number }[])[]): number {
  return things
    .flat()
    .reduce(
      (latest, { at }) => (Number.isFinite(at) && at > latest ? at : latest),
      Number.isFinite(seconds) ? seconds : 0,
    )
}
