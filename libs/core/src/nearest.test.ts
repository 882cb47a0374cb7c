import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearest, suggestion } from './nearest.ts'

const word = fc.stringMatching(/^[a-z]{1,12}$/)

describe('nearest', () => {
  it.each([
    ['ledgr', ['ledger', 'catalog'], 'ledger'],
    ['prot', ['port', 'ports'], 'port'],
    ['CPU', ['cpu', 'memory'], 'cpu'],
    ['Rolling', ['rolling'], 'rolling'],
    ['cooky', ['cookie', 'clientIP'], 'cookie'],
    ['mem', ['memory', 'cpu'], 'memory'],
    ['requests_per_second', ['requestsPerSecond'], 'requestsPerSecond'],
    ['payments', ['ledger'], undefined],
    ['x', [], undefined],
    ['ab', ['xy'], undefined],
    ['dev', ['dev2', 'dev', 'dve'], 'dev'],
    ['postgres', ['postgres-15', 'postgres-18', 'postgres-17', 'mysql-8.4'], 'postgres-18'],
    ['engine-0z', ['engine-8', 'engine-8b', 'engine-9'], 'engine-9'],
  ])('%s of %j is %s', (given, candidates, expected) => {
    expect(nearest(given, candidates)).toBe(expected)
  })

  it('is a candidate, or nothing; a word that is one is itself', () => {
    fc.assert(
      fc.property(word, fc.array(word), (given, candidates) => {
        const best = nearest(given, candidates)
        expect(best === undefined || candidates.includes(best)).toBe(true)
        expect(nearest(given, [...candidates, given])).toBe(given)
      }),
    )
  })

  it('does not depend on the order of the candidates', () => {
    fc.assert(
      fc.property(
        word,
        fc.array(word),
        (given, candidates) => nearest(given, candidates) === nearest(given, [...candidates].reverse()),
      ),
    )
  })

  it('finds a word with one letter too many', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}$/), fc.nat(), fc.stringMatching(/^[a-z]$/), (meant, at, letter) => {
        const i = at % (meant.length + 1)
        expect(nearest(meant.slice(0, i) + letter + meant.slice(i), [meant, 'zzzzzzzzzzzzzzzzzzzz'])).toBe(meant)
      }),
    )
  })
})

describe('suggestion', () => {
  it.each([
    ['ledgr', ['ledger'], 'did you mean "ledger"?'],
    ['payments', ['web', 'cart'], 'use one of: cart, web'],
    ['payments', [], 'there is none yet'],
    [
      'zz',
      Array.from({ length: 13 }, (_, i) => `service-${String.fromCharCode(97 + i)}`),
      'use one of 13, such as service-a, service-b, service-c, service-d, service-e, service-f',
    ],
  ])('%s of %j: %s', (given, candidates, expected) => {
    expect(suggestion(given, candidates)).toBe(expected)
  })
})
