import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shell } from './shell.ts'

describe('shell', () => {
  it('is what a person would type', () => {
    expect(shell(['npm', 'run', 'release', '--', '--reason', 'it is slow'])).toBe(
      "npm run release -- --reason 'it is slow'",
    )
  })

  it('comes back from a shell as the words that went in', () => {
    const word = fc.string({ unit: fc.constantFrom(...'aZ0 \'"$`\\!*?;&|<>()#~-=\n') })
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 60 }), (words) => {
        const said = spawnSync('/bin/sh', ['-c', `printf '%s\\0' ${shell(words)}`], { encoding: 'utf8' })
        expect(said.stdout.split('\0').slice(0, -1)).toEqual(words)
      }),
      { numRuns: 5 },
    )
  })
})
