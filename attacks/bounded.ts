import { strict as assert } from 'node:assert'
import { assertRefused, type Attack, type ScratchEstate } from './estate.ts'

/** An input of a size that somebody may commit, and the verb that reads it. */
export interface Input {
  readonly what: string
  put(estate: ScratchEstate): void
  /** It is rendered first, so that the rules see it. */
  readonly isRendered?: true
  /** By default `check`. A word in braces is a folder of the estate. */
  readonly words?: readonly string[]
  /** The code by which it is refused, `'a|b'` for one of two; `ok` where it is read as it is. */
  readonly says: string
}

export const many = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => line(i)).join('')
export const put = (name: string, text: string) => (estate: ScratchEstate) => estate.put(name, text)

/** CPU time of this process, so that a busy machine fails nothing. */
const mostSeconds = 2
const seconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Each ends in time, and says what it should. */
export const bounded = (inputs: readonly Input[]): readonly Attack[] =>
  inputs.map(
    ({ what, put: prepare, isRendered = false, words = ['check', '--no-schemas'], says }): Attack => ({
      name: `takes a verb's time and memory: ${what}`,
      why: 'a check that does not end says nothing, and holds up everybody in the queue',
      async run(estate) {
        prepare(estate)
        const [verb = '', ...rest] = words.map((word) =>
          word.replace(/^\{(\w+)\}$/, (_, name: string) => estate.full(name)),
        )
        if (isRendered) assert.equal((await estate.gen()).code, 0)
        const start = seconds()
        const said = await estate.slipway(verb, ...rest)
        const took = seconds() - start
        assert.ok(took < mostSeconds, `${took.toFixed(1)} s of CPU`)
        if (says === 'ok') assert.equal(said.code, 0, said.err)
        else assertRefused(said, says)
      },
    }),
  )
