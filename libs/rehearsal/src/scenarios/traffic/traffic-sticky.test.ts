import { describe, expect, it } from 'vitest'
import type { Answer } from '../../traffic/load.ts'
import { flippedBack } from './traffic-sticky.ts'

const answers = (text: string): readonly Answer[] =>
  text.split(' ').map((each, at) => {
    const [session = '', version = ''] = each.split(':')
    return {
      at,
      ms: 1,
      session: Number(session),
      ...(version === '' ? {} : { version: version === 'new' ? '1.0.0-next' : '1.0.0' }),
    }
  })

describe('flippedBack', () => {
  it.each([
    ['1:old 1:new 1:new 2:old', []],
    ['1:new 2:new 1:old 2:new 1:new', [1]],
    ['1:new 1: 1:new', []],
  ])('%s', (text, wanted) => expect(flippedBack(answers(text))).toEqual(wanted))

  it('goes by when a request was sent, not by when its answer came', () =>
    expect(flippedBack([...answers('1:old 1:new')].reverse())).toEqual([]))
})
