import { median } from './figure.ts'

/** Figures of one thing that was measured several times, in seconds. */
export interface Measured {
  readonly name: string
  readonly times: readonly number[]
  readonly median: number
  /** The smallest and the largest: what a single run may have given. */
  readonly from: number
  readonly to: number
}

const rounded = (seconds: number) => Math.round(seconds * 100) / 100

/** @param times at least one, in seconds; the median of an even number is the mean of the two in the middle */
export function measured(name: string, times: readonly [number, ...number[]]): Measured {
  return {
    name,
    times: times.map(rounded),
    median: rounded(median(times)),
    from: rounded(Math.min(...times)),
    to: rounded(Math.max(...times)),
  }
}

/** A table for people. */
export function formatMeasured(all: readonly Measured[]): string {
  const width = Math.max(...all.map(({ name }) => name.length))
  return all
    .map(
      ({ name, median, from, to, times }) =>
        `${name.padEnd(width)}  ${median.toFixed(2).padStart(7)} s  (${from} to ${to} s, ${times.length} runs)`,
    )
    .join('\n')
}
