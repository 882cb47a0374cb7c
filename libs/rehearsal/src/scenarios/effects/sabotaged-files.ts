import type { Files, TestContext } from '../shared/kit.ts'

/** The files that a sabotage changes. */
export function sabotagedFiles(test: Pick<TestContext, 'sabotaged'>, files: Files): ReadonlySet<string> {
  const after = test.sabotaged(files)
  return new Set([...files.keys(), ...after.keys()].filter((file) => files.get(file) !== after.get(file)))
}
