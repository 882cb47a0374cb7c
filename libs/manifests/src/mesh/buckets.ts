import { createHash } from 'node:crypto'

/**
 * Sticky canaries (FIELD-NOTES M4): a cookie of four random hex digits, the first two the browser's bucket. A
 * canary's range of buckets only grows, so nobody is sent back.
 */
export const bucketCookie = (app: { readonly name: string }): string => `bucket-${app.name}`

/** Rollouts adds and removes this route; Argo CD ignores it by its name. */
export const bucketRoute = 'canary-buckets'

const buckets = 256
const hex = (n: number): string => n.toString(16)

/** Differs by app and digest, so that the same people are not always first. */
export const firstBucket = (app: string, digest: string): number =>
  createHash('sha256').update(`${app} ${digest}`).digest()[0] ?? 0

/** Wraps around. @param percent 1 to 100 */
export function bucketRange(first: number, percent: number): readonly number[] {
  const size = Math.max(1, Math.round((buckets * percent) / 100))
  return Array.from({ length: size }, (_, i) => (first + i) % buckets)
}

/** A character class: `[0,1,2,10]` -> `[0-2a]`. Runs end at 9, since ASCII has others before `a`. */
function digitClass(values: readonly number[]): string {
  const runs: number[][] = []
  for (const v of [...values].sort((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run !== undefined && run.at(-1) === v - 1 && v !== 10) run.push(v)
    else runs.push([v])
  }
  const texts = runs.map((run) =>
    run.length > 2 ? `${hex(run[0] ?? 0)}-${hex(run.at(-1) ?? 0)}` : run.map(hex).join(''),
  )
  return values.length === 1 ? texts.join('') : `[${texts.join('')}]`
}

/** First digits with the same second ones share an alternative: `[12, 13, 16..31]` -> `0[cd]|1[0-9a-f]`. */
function digits(range: readonly number[]): string {
  const seconds = Map.groupBy(
    [...range].sort((a, b) => a - b),
    (b) => b >> 4,
  )
  const firsts = Map.groupBy([...seconds.entries()], ([, bs]) => digitClass(bs.map((b) => b & 15)))
  return [...firsts.entries()].map(([second, group]) => digitClass(group.map(([first]) => first)) + second).join('|')
}

const ranges = new Map<string, string>()

function digitsOf(first: number, percent: number): string {
  const key = `${first} ${percent}`
  const text = ranges.get(key) ?? digits(bucketRange(first, percent))
  ranges.set(key, text)
  return text
}

/** Wherever the cookie stands: Envoy matches the whole header (RE2). */
const cookieWith = (cookie: string, value: string): string => `(?:^|.*;\\s*)${cookie}=${value}(?:;.*|$)`

export const inShare = (cookie: string, first: number, percent: number): string =>
  cookieWith(cookie, `(?:${digitsOf(first, percent)})[0-9a-f]{2}`)

export const hasBucket = (cookie: string): string => cookieWith(cookie, '[0-9a-f]{4}')

/** Istio hands the format to Envoy, which fills in four digits of the random request id. */
export const setBucket = (cookie: string, seconds: number): string =>
  `${cookie}=%REQ(X-REQUEST-ID):4%; Max-Age=${seconds}; Path=/; HttpOnly; Secure; SameSite=Lax`
