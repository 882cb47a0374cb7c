import { isDeepStrictEqual } from 'node:util'
import type { Files } from '@slipway/tree'
import type { Stage } from '../stage.ts'

/** Those of some things whose files are changed by what is broken on purpose: of the others nothing can be learnt. None where nothing is broken. */
export const touched = <T>(stage: Pick<Stage, 'broken'>, all: readonly T[], filesOf: (one: T) => Files): readonly T[] => all.filter((one) => {
  const files = filesOf(one)
  return !isDeepStrictEqual(stage.broken(files), files)
})
