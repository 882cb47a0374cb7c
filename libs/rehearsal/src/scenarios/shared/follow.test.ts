import { describe, expect, it } from 'vitest'
import type { Live } from '../../cluster/kube.ts'
import { inTurn, writers } from './follow.ts'
import { words } from '../../recording/words.ts'

const entry = (manager: string, time: string) => ({ manager, time, fieldsV1: {} })
const object = (...managedFields: NonNullable<Live['metadata']['managedFields']>): Live => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'a', managedFields },
})

describe('writers', () => {
  it.each<[string, Live | undefined, Live, readonly string[]]>([
    ['all of a new object', undefined, object(entry('argocd-controller', '1')), ['argocd-controller']],
    [
      'whose entry is another',
      object(entry('a', '1'), entry('b', '1')),
      object(entry('a', '1'), entry('b', '2')),
      ['b'],
    ],
    ['each once, sorted', object(), object(entry('b', '1'), entry('a', '1'), entry('b', '2')), ['a', 'b']],
    ['nobody when nothing was written', object(entry('a', '1')), object(entry('a', '1')), []],
  ])('%s', (_, before, after, who) => expect(writers(before, after)).toEqual(who))
})

describe('inTurn', () => {
  it('tells values with who wrote them', () => {
    expect(words(inTurn([])).text).toBe('nothing')
    expect(
      words(
        inTurn([
          { at: 1, value: '4', by: [] },
          { at: 2, value: '8', by: ['a', 'b'] },
        ]),
      ).text,
    ).toBe('4, 8 (a, b)')
  })
})
