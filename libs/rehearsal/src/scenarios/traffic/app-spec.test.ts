import { expect, test } from 'vitest'
import { withScale } from './app-spec.ts'

test.each([
  [
    'everywhere where there is a range',
    { team: 'a', scale: { min: 2, max: 9 }, in: { prod: { scale: { max: 30 }, cpu: '1' } } },
    { team: 'a', scale: { min: 0, max: 9 }, in: { prod: { scale: { max: 30, min: 0 }, cpu: '1' } } },
  ],
  [
    'a fixed number stays',
    { scale: { min: 2, max: 9 }, in: { dev: { scale: 1 } } },
    { scale: { min: 0, max: 9 }, in: { dev: { scale: 1 } } },
  ],
  [
    'only the environment has a range',
    { scale: 2, in: { prod: { scale: { min: 2, max: 9 } } } },
    { scale: 2, in: { prod: { scale: { min: 0, max: 9 } } } },
  ],
  ['no environment says anything', { scale: { min: 1, max: 2 } }, { scale: { min: 0, max: 2 } }],
])('withScale: %s', (_, spec, wanted) => expect(withScale(spec, (scale) => ({ ...scale, min: 0 }))).toEqual(wanted))
