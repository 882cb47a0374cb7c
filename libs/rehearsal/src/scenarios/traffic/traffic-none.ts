import {
  between,
  cause,
  counted,
  failedWords,
  failures,
  joined,
  quote,
  say,
  timesWords,
  type Load,
  type Said,
  type TestContext,
} from '../shared/kit.ts'

/** @param why what is known of a cause */
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
