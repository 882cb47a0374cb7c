import { expect, it } from 'vitest'
import { isNoticed } from '../src/recording/notice.ts'
import { startRecorder } from '../src/recording/recorder.ts'
import { cause, say, type Said } from '../src/recording/words.ts'
import { sentences } from '../src/report/cause-sentences.ts'
import { tallyAll } from '../src/report/tally.ts'
import type { Kube } from '../src/cluster/kube.ts'
import type { Assertion, Recording } from '../src/recording/recording.ts'
import { scenarios } from '../src/scenarios/scenarios.ts'

const kube = { watch: () => () => undefined } as unknown as Kube
type Code = keyof typeof sentences
const isOwn = (code: string): code is Code => code in sentences

/** A failed assertion that tells what each negative control expects, and one that tells nothing. */
function recorded(description: string): readonly Assertion[] {
  const recorder = startRecorder(kube, () => undefined)
  for (const { noticedBy, causes = [] } of scenarios.flatMap(({ sabotages }) => sabotages)) {
    const parts = causes.map(
      ({ code, ...params }): Said =>
        isOwn(code)
          ? (cause as (code: Code, params: object) => Said)(code, { namespaces: [], rules: [], pods: [], ...params })
          : { text: description, causes: [{ code, ...params } as never] },
    )
    const got = parts.reduce((all, part) => say`${all}${part}`, '' as Said)
    recorder.assert(description, false, got, noticedBy)
  }
  recorder.assert(description, false, description)
  recorder.stop()
  return recorder.claims
}

const judged = (claims: readonly Assertion[]) => ({
  noticed: scenarios.flatMap(({ sabotages }) =>
    sabotages.map((sabotage) => claims.map((claim) => isNoticed(claim, sabotage))),
  ),
  tally: tallyAll([{ verdict: 'failed', claims } as unknown as Recording]),
})

it('with every sentence reworded each negative control is noticed by the same assertions, and the counts are equal', () => {
  const before = judged(recorded('as it is'))
  expect(before.noticed.every((each, index) => each[index] === true && each.at(-1) === false)).toBe(true)
  const original = { ...sentences }
  try {
    for (const code of Object.keys(sentences)) Object.assign(sentences, { [code]: () => 'reworded' })
    expect(judged(recorded('as nobody says it'))).toEqual(before)
  } finally {
    Object.assign(sentences, original)
  }
})

it('every cause that a negative control expects can be told apart from the text', () => {
  const expected = scenarios.flatMap(({ sabotages }) => sabotages)
  expect(expected.every(({ noticedBy, causes = [] }) => noticedBy !== undefined || causes.length > 0)).toBe(true)
})
