import type { Recording } from '@slipway/rehearsal'
import { expect, test } from 'vitest'
import { mostAgain, playAgain, type Played } from './again.ts'

const recording = (...oks: readonly boolean[]) =>
  ({ claims: oks.map((ok, at) => ({ at, ok, says: `claim ${at}`, got: ok ? 'yes' : 'no' })) }) as unknown as Recording

async function again(played: Played[], second: Played) {
  const asked: number[] = []
  const lines = await playAgain(
    played,
    (index) => `play-${index}`,
    (index) => {
      asked.push(index)
      return Promise.resolve(second)
    },
  )
  return { asked, lines, played }
}

test('what passed, or fitted nothing, is not played again', async () => {
  expect(await again([recording(true), undefined], recording(false))).toMatchObject({ asked: [], lines: [] })
})

test('the second result counts, and both are reported', async () => {
  const { asked, lines, played } = await again([recording(true), recording(true, false)], recording(true, true))
  expect(asked).toEqual([1])
  expect(played[1]).toEqual(recording(true, true))
  expect(lines).toEqual(['unsteady: play-1 passed when played once more, alone; at first: claim 1: no'])
})

test('what fails twice stays failed', async () => {
  const { lines, played } = await again([new Error('it ended early')], recording(false))
  expect(played).toEqual([recording(false)])
  expect(lines).toEqual(['unsteady: play-0 failed again when played once more, alone; at first: it ended early'])
})

test('many failures are no accident: nothing is played again', async () => {
  const many = Array.from({ length: mostAgain + 1 }, () => recording(false))
  expect(await again(many, recording(true))).toMatchObject({ asked: [], lines: [] })
})
