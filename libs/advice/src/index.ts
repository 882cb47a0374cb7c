export { type Change, changesOf } from './change.ts'
export { type Advice, readAdvice } from './recommendation.ts'
export { asText } from './text.ts'
