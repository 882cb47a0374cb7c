export { type Change, changesOf } from './change.ts'
export { readAdvice } from './recommendation.ts'
export { asText } from './text.ts'
