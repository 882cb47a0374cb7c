import type { Files } from '@slipway/tree'
import type { Stage } from '../../stage/stage.ts'

/** The files that are others, or gone, or new, by what is broken on purpose: of the rest nothing can be learnt. None where nothing is broken. */
export function touched(stage: Pick<Stage, 'broken'>, files: Files): ReadonlySet<string> {
  const after = stage.broken(files)
  return new Set([...files.keys(), ...after.keys()].filter((file) => files.get(file) !== after.get(file)))
}
