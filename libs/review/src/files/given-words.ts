import { isFields } from '@slipway/kube'
import type { FileFound, FileJudge } from './file-risk.ts'

/**
 * Fields by which an owner lets apps of other teams call, send, work, listen, read and write (docs/teams.md). No
 * manifest of the owner's changes.
 */
const giving: ReadonlySet<string> = new Set(['accepts', 'workers', 'readers', 'writers'])

/** Each word that a spec gives, as `needs.queue.orders.workers: finance/mailer`. */
function wordsIn(value: unknown, at = ''): readonly (readonly [at: string, who: string])[] {
  if (!isFields(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = at === '' ? key : `${at}.${key}`
    return giving.has(key) && Array.isArray(inner)
      ? inner.flatMap((who) => (typeof who === 'string' ? [[place, who] as const] : []))
      : wordsIn(inner, place)
  })
}

/** Tells whom a spec lets in anew; a spec that has to run says nothing here. */
export const judgeSpec: FileJudge = ({ path, before, after, around }) => {
  const data = before === undefined ? undefined : around.specData(path, before)
  // Whether a spec that ran gave it is not known; one that never named them did not.
  const isOld = (who: string): boolean => before !== undefined && data === undefined && before.includes(who)
  const words = (text: string | undefined) => (text === undefined ? [] : wordsIn(around.specData(path, text)))
  const had = new Set(words(before).map((word) => JSON.stringify(word)))
  return words(after)
    .filter((word) => !had.has(JSON.stringify(word)))
    .map(([at, who]): FileFound => [before === undefined || isOld(who) ? 'low' : 'medium', 'word-given', { at, who }])
}
