export { changesOf, type Change } from './change.ts'
export { asText } from './text.ts'
export { readAdvice, type Advice } from './recommendation.ts'
