import { expect, it } from 'vitest'
import { legendOf } from './series.ts'

it.each([
  ['{{code}}', { code: '200' }, '200'],
  ['{{ app }} {{alert}}', { app: 'web', alert: 'X' }, 'web X'],
  ['made {{pool}}', {}, 'made'],
  ['p95', { code: '200' }, 'p95'],
])('%s of %j is %s', (legend, labels, text) => {
  expect(legendOf(legend, labels)).toBe(text)
})
