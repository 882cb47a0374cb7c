import type { Answer } from './load.ts'

export const tenths = (seconds: number): number => Math.round(seconds * 10) / 10

export const inOrder = (answers: readonly Answer[]): readonly Answer[] =>
  [...answers].sort((one, other) => one.at - other.at)

export const between = (answers: readonly Answer[], from: number, to: number): readonly Answer[] =>
  answers.filter(({ at }) => at >= from && at < to)

export const answersSince = (answers: readonly Answer[], from: number): readonly Answer[] =>
  between(answers, from, Infinity)

export const failures = (answers: readonly Answer[]): readonly Answer[] =>
  answers.filter(({ failedBy }) => failedBy !== undefined)

/** `3 x 1.4.0-next; ...`, most first. */
export function counted<T>(list: readonly T[], name: (each: T) => string): string {
  const counts = new Map<string, number>()
  for (const each of list) counts.set(name(each), (counts.get(name(each)) ?? 0) + 1)
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([key, count]) => `${count} x ${key}`)
    .join('; ')
}

/** Failures by who, version and reason, with their seconds. */
export function failedWords(answers: readonly Answer[]): string {
  const failed = failures(answers)
  const name = ({ failedBy, version, why = '' }: Answer) =>
    `${failedBy === 'app' ? `${version ?? 'the app'} itself` : `the ${failedBy ?? ''}`} (${why.trim()})`
  return counted(failed, (each) => {
    const times = failed.filter((other) => name(other) === name(each)).map(({ at }) => tenths(at))
    const [first, last] = [Math.min(...times), Math.max(...times)]
    return `${name(each)} at ${first === last ? `${first} s` : `${first} to ${last} s`}`
  })
}

/** Wilson's score interval, 0 to 1; it holds for small shares and few requests. @param z 1.96 for 95 % */
export function shareInterval(hits: number, all: number, z = 1.96) {
  if (all === 0) return { low: 0, high: 1 }
  const share = hits / all
  const middle = (share + (z * z) / (2 * all)) / (1 + (z * z) / all)
  const half = (z / (1 + (z * z) / all)) * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

export function percentile(values: readonly number[], of: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((of / 100) * sorted.length) - 1)] ?? 0
}

export function timesWords(answers: readonly Answer[]): string {
  const times = answers.map(({ ms }) => ms)
  return `p50 ${percentile(times, 50)} ms, p95 ${percentile(times, 95)} ms, p99 ${percentile(times, 99)} ms`
}
