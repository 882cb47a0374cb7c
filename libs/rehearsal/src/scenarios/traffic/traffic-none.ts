import { quote } from '../../messages/quote.ts'
import { cause, joined, say, type Said } from '../../recording/words.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { between, counted, failedWords, failures, timesWords } from '../../traffic/answers.ts'
import type { Load } from '../../traffic/load.ts'

/**
 * Claims that no request failed since a second, of which load's whatever.
 * @param why what is known of the cause, should some have failed
 */
export function noneFailed(
  test: TestContext,
  loads: readonly Load[],
  from: number,
  when: string,
  what = '',
  why: Said = '',
): void {
  const since = loads.flatMap(({ answers }) => between(answers, from, Infinity))
  const failed = failures(since)
  test.assert(
    `no request failed ${when}`,
    failed.length === 0 && since.length > 0,
    failed.length === 0
      ? `${since.length} requests: ${counted(since, ({ version = '' }) => version)}; ${timesWords(since)}`
      : joined([
          say`${cause('about', { what })}${failed.length} of ${since.length} failed: ${quote(failedWords(since))}`,
          why,
        ]),
    'none-failed',
  )
}
