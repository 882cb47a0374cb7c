import { failed, issue, ok, type Issue, type Outcome } from '@slipway/core'
import { expect, it } from 'vitest'
import type { AnswerFlags } from './answers.ts'
import { untilRight } from './until-right.ts'

const wrong = (file: string): Issue => issue(file, '', 'invalid-value', 'x', 'y', 'z')
/** Types `typed` into each question that is open, round by round; then it gives up. */
function played(given: AnswerFlags, rounds: readonly AnswerFlags[], judge: (answers: AnswerFlags) => readonly Issue[]) {
  const asked: (readonly string[])[] = []
  const told: string[] = []
  const left = [...rounds]
  const done = untilRight(
    given,
    (known) => {
      const typed = left.shift()
      asked.push(['name', 'account'].filter((key) => known[key as keyof AnswerFlags] === undefined))
      return Promise.resolve(typed === undefined ? undefined : { ...typed, ...known })
    },
    (answers): Promise<Outcome<AnswerFlags>> => {
      const issues = judge(answers)
      return Promise.resolve(issues.length === 0 ? ok(answers) : failed(...issues))
    },
    (issues) => {
      told.push(...issues.map(({ file }) => file))
    },
  )
  return { done, asked, told }
}
const byAccount = ({ account }: AnswerFlags) => (account === '12' ? [] : [wrong('--account')])

it('asks again for what is wrong alone', async () => {
  const { done, asked, told } = played(
    {},
    [
      { name: 'a', account: '1' },
      { name: 'b', account: '12' },
    ],
    byAccount,
  )
  expect(await done).toEqual(ok({ name: 'a', account: '12' }))
  expect(asked).toEqual([['name', 'account'], ['account']])
  expect(told).toEqual(['--account'])
})

it.each([
  ['an option', { account: '1' }, '--account'],
  ['a field that no question is about', {}, 'fleet/fleet.ts'],
])('ends at what is wrong by %s', async (_, given, file) => {
  const { done, told } = played(given, [{ name: 'a', account: '1' }], () => [wrong(file)])
  expect(await done).toEqual(failed(wrong(file)))
  expect(told).toEqual([])
})

it('gives up with the person', async () => {
  expect(await played({}, [{ name: 'a', account: '1' }], byAccount).done).toBeUndefined()
})
