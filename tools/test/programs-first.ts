import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Words of a test that starts programs, or asks those who do. `test/sandbox.ts` of libs/tree is a folder, and starts
 * none.
 */
const starting =
  /child_process|@slipway\/cli\/(?:exec|git)|SampleEstate|(?<!test)\/(?:sandbox|import-data|exec|workflow)\.ts'|\bgit\(|\bspawn/

export const startsPrograms = (text: string): boolean => starting.test(text)

/**
 * Tests that start programs come before the others. A program begins as a fork, which copies the page tables of its
 * parent: 2 ms of CPU below 100 MB, 34 ms at 1 GB. Workers have 200 to 300 MB in the beginning and up to 1.3 GB in the
 * end. A test that is not found here is only slower.
 */
export default class ProgramsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const early = new Set(sorted.filter((file) => startsPrograms(readFileSync(file.moduleId, 'utf8'))))
    return [...early, ...sorted.filter((file) => !early.has(file))]
  }
}
