import fc from 'fast-check'
import { scenarios, type Sabotage, type Scenario } from '@slipway/rehearsal'
import { describe, expect, it } from 'vitest'
import { wrapped } from '@slipway/cli'
import { scenarioList } from './scenario-list.ts'

describe('wrapped', () => {
  it('keeps every word in its order, in lines no longer than asked where a word allows it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
        fc.integer({ min: 12, max: 40 }),
        (words, width) => {
          const lines = wrapped(words.join(' '), width)
          expect(lines.join(' ').split(' ')).toEqual(words)
          expect(lines.every((line) => line.length <= width)).toBe(true)
        },
      ),
    )
  })
})

describe('scenarioList', () => {
  it('names what is proved, with what, and what can be broken', () => {
    const sample = {
      name: 'drain',
      where: 'last',
      description: 'Nodes go.',
      sabotages: [{ name: 'a' }, { name: 'b' }] as unknown as Sabotage[],
    } as const
    expect(
      scenarioList([
        sample,
        { ...sample, name: 'admit', where: 'every', sabotages: [] },
      ] as unknown as readonly Scenario[]),
    ).toBe(
      [
        'drain  (played with the last environment)',
        '    Nodes go.',
        '    --broken a | b',
        '',
        'admit  (played with every cluster)',
        '    Nodes go.',
      ].join('\n'),
    )
  })

  it('fits a terminal, and leaves no scenario and no break out', () => {
    const text = scenarioList(scenarios)
    expect(text.split('\n').filter((line) => line.length > 104)).toEqual([])
    for (const { name, sabotages } of scenarios)
      for (const word of [name, ...sabotages.map((each) => each.name)]) expect(text).toContain(word)
  })
})
