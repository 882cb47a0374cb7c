import type { Files } from '@slipway/tree'
import type { TestContext } from '../../stage/test-context.ts'

/** The files that are others, or gone, or new, by what is broken on purpose: of the rest nothing can be learnt. None where nothing is broken. */
export function sabotagedFiles(test: Pick<TestContext, 'sabotaged'>, files: Files): ReadonlySet<string> {
  const after = test.sabotaged(files)
  return new Set([...files.keys(), ...after.keys()].filter((file) => files.get(file) !== after.get(file)))
}
