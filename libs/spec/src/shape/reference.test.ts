import { describe, expect, it } from 'vitest'
import { namedVariables, orderVariables } from './reference.ts'

describe('namedVariables', () => {
  it.each<[string, ...string[]]>([
    ['plain'],
    ['${HOST}'],
    ['$$(HOST)'],
    ['$(date +%s)'],
    ['$$$(HOST)', 'HOST'],
    ['postgres://$(DB.USER):$(DB_PASSWORD)@$(host)/app', 'DB.USER', 'DB_PASSWORD', 'host'],
  ])('%s', (text, ...names) => expect(namedVariables(text)).toEqual(names))
})

describe('orderVariables', () => {
  const order = (...given: readonly (readonly [string, string])[]) => {
    const { ordered, circle } = orderVariables(given.map(([name, value]) => ({ name, value })))
    return [ordered, circle].map((all) => all.map(({ name }) => name).join(' '))
  }
  it.each<[(readonly [string, string])[], string, string]>([
    [
      [
        ['B', '1'],
        ['A', '2'],
      ],
      'B A',
      '',
    ],
    [
      [
        ['A', '$(B)'],
        ['B', '$(C)'],
        ['C', 'c'],
      ],
      'C B A',
      '',
    ],
    [
      [
        ['A', '$(NOBODY)'],
        ['B', 'b'],
      ],
      'A B',
      '',
    ],
    [
      [
        ['PATH', '/bin:$(PATH)'],
        ['B', 'b'],
      ],
      'B',
      'PATH',
    ],
    [
      [
        ['A', '$(B)'],
        ['B', '$(A)'],
        ['C', '$(A)'],
        ['D', ''],
      ],
      'D',
      'A B C',
    ],
  ])('%j', (given, ordered, circle) => expect(order(...given)).toEqual([ordered, circle]))

  it('ends where all name all, and where a chain is long', () => {
    const all = Array.from({ length: 300 }, (_, i) => `V${i}`)
    expect(
      orderVariables(all.map((name) => ({ name, value: all.map((one) => `$(${one})`).join('') }))).circle,
    ).toHaveLength(300)
    const chain = Array.from({ length: 5000 }, (_, i) => ({ name: `V${i}`, value: `$(V${i + 1})` }))
    expect(orderVariables(chain).ordered).toHaveLength(21)
  })
})
