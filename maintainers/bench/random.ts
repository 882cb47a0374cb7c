export interface Random {
  below(end: number): number
  hex(length: number): string
}

/** xorshift32 (Marsaglia, https://doi.org/10.18637/jss.v008.i14). @param seed a whole number */
export function seededRandom(seed: number): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) | 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  return {
    below: (end) => Math.floor((next() / 2 ** 32) * end),
    hex: (length) => {
      let text = ''
      while (text.length < length) text += next().toString(16).padStart(8, '0')
      return text.slice(0, length)
    },
  }
}
