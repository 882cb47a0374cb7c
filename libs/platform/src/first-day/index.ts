export type { Prerequisite, PrerequisiteCode } from './prerequisite.ts'
export { prerequisiteSentences } from './prerequisite-sentences.ts'
export { networkTest, networkTestWords } from './network-test.ts'
export { prerequisites } from './prerequisites.ts'
