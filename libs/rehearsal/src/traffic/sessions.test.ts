import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer } from './load.ts'
import { kept, moved, moves, podsOf, repeats } from './sessions.ts'

/** `1:a` is an answer of pod a to session 1, `1:` one that no pod gave; sent in this order. */
const answers = (text: string): readonly Answer[] =>
  text
    .split(' ')
    .filter((each) => each !== '')
    .map((each, at) => {
      const [session = '', pod = ''] = each.split(':')
      return { at, ms: 1, session: Number(session), ...(pod === '' ? {} : { pod }) }
    })
const onto = (text: string) => podsOf(answers(text))

describe('repeats', () => {
  it.each([
    ['1:a', 0, 0],
    ['1:a 1:a 1:a', 2, 2],
    ['1:a 2:b 1:b 2:b', 2, 1],
    ['1:a 1: 1:a', 1, 1],
    ['1: 1:a', 0, 0],
  ])('%s: %i, of which %i to the same pod', (text, count, same) => {
    const list = repeats(answers(text))
    expect([list.length, kept(list)]).toEqual([count, same])
  })

  it('goes by when a request was sent', () =>
    expect(repeats([...answers('1:a 1:b 1:b')].reverse()).map(({ before, pod }) => before + pod)).toEqual(['ab', 'bb']))
})

describe('moves', () => {
  it.each([
    ['nobody', '1:a 2:b', '1:a 2:b', { sessions: 2, left: 0, joined: 0, swapped: 0 }],
    ['to a pod that is new', '1:a 2:b 3:b', '1:a 2:b 3:c', { sessions: 3, left: 0, joined: 1, swapped: 0 }],
    ['from a pod that is gone', '1:a 2:b 3:c', '1:a 2:b 3:a', { sessions: 3, left: 1, joined: 0, swapped: 0 }],
    ['between two that stayed', '1:a 2:b 3:b', '1:b 2:a 3:b', { sessions: 3, left: 0, joined: 0, swapped: 2 }],
    ['who was not seen after', '1:a 2:b', '1:a', { sessions: 1, left: 0, joined: 0, swapped: 0 }],
  ])('%s', (_, before, after, wanted) => expect(moves(onto(before), onto(after))).toEqual(wanted))

  it('every session that is elsewhere has moved in one way', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 'b', 'c', 'd')), { minLength: 1 }),
        (sessions) => {
          const place = (pick: (each: readonly [string, string]) => string) =>
            new Map(sessions.map((each, session) => [session, pick(each)]))
          const result = moves(
            place(([from]) => from),
            place(([, to]) => to),
          )
          expect(moved(result)).toBe(sessions.filter(([from, to]) => from !== to).length)
        },
      ),
    ))
})
