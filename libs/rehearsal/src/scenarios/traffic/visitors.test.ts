import { describe, expect, it } from 'vitest'
import type { Answer } from '../../traffic/load.ts'
import { visitors } from './visitors.ts'

const answer = (session: number): Answer => ({ at: 0, ms: 1, session })

describe('visitors', () => {
  it('come in turn', () =>
    expect([0, 1, 2, 3].map((request) => visitors(3, 'pod').as(request).session)).toEqual([0, 1, 2, 0]))

  it.each([
    ['their own cookie again', ['pod=a1; Max-Age=3600; Path=/'], 'pod=a1'],
    ['it among others', ['other=1', 'pod=a1'], 'pod=a1'],
    ['nothing of another name', ['podium=a1'], undefined],
    ['nothing when they were given nothing', undefined, undefined],
  ])('bring %s', (_, given, wanted) => {
    const people = visitors(2, 'pod')
    people.told(answer(1), given === undefined ? {} : { 'set-cookie': given })
    expect([people.as(1).cookie, people.as(3).cookie, people.as(0).cookie, people.known()]).toEqual([
      wanted,
      wanted,
      undefined,
      wanted === undefined ? 0 : 1,
    ])
  })

  it('bring nothing where there is no cookie', () => {
    const people = visitors(1, undefined)
    people.told(answer(0), { 'set-cookie': ['pod=a1'] })
    expect(people.as(1).cookie).toBeUndefined()
  })
})
