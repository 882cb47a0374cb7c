import { describe, expect, it } from 'vitest'
import { quote, readRequest } from './quote.ts'

describe('quote', () => {
  it.each([
    ['DE', 1, 430, 2],
    ['DE', 19, 1150, 2],
    ['DE', 20, 0, 2],
    ['FR', 1, 860, 4],
    ['FR', 20, 2190, 4],
    ['US', 3, 1970, 8],
  ])('to %s of %i', (country, pieces, price, days) =>
    expect(quote({ country, pieces })).toEqual({ country, pieces, price, currency: 'EUR', days }),
  )
})

const badCountry = '"country" has to be two capital letters, such as DE.'
const badPieces = '"pieces" has to be a whole number from 1 to 1000.'

describe('readRequest', () => {
  it.each([
    [{ country: 'DE', pieces: '3' }, { country: 'DE', pieces: 3 }],
    [{ country: 'DE', pieces: '1000' }, { country: 'DE', pieces: 1000 }],
    [{ country: 'DE', pieces: '1001' }, badPieces],
    [{ country: 'DE', pieces: '0' }, badPieces],
    [{ country: 'DE', pieces: '1.5' }, badPieces],
    [{ country: 'DE', pieces: ' 3' }, badPieces],
    [{ country: 'DE' }, badPieces],
    [{ country: 'de', pieces: '3' }, badCountry],
    [{ pieces: '3' }, badCountry],
  ])('%j', (query, expected) => expect(readRequest(query)).toEqual(expected))
})
