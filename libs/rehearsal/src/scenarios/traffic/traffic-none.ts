import {
  answersSince,
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

/** @param why a known cause */
export function noneFailed(
  test: TestContext,
  loads: readonly Load[],
  from: number,
  when: string,
  what = '',
  why: Said = '',
): void {
  const all = loads.flatMap(({ answers }) => answersSince(answers, from))
  const failed = failures(all)
  const good = `${all.length} requests: ${counted(all, ({ version = '' }) => version)}; ${timesWords(all)}`
  const bad = say`${cause('about', { what })}${failed.length} of ${all.length} failed: ${quote(failedWords(all))}`
  const got = failed.length === 0 ? good : joined([bad, why])
  test.assert(`no request failed ${when}`, failed.length === 0 && all.length > 0, got, 'none-failed')
}
