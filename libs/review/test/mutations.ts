export { dice, mutate, type Mutation } from './corpus.ts'
export { tryMutations } from './reported.ts'
export { sampleTree } from './sample-tree.ts'
export { estates } from './estates.ts'
