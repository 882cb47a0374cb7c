import { expect, test } from 'vitest'
import { valueText } from './value-text.ts'

test.each([
  ['[0.0512345]', '0.0512'],
  ['0.2', '0.2'],
  ['[]', 'no value'],
  ['', 'no value'],
  ['[152.6]', '153'],
  ['1e-9', '1e-9'],
  ['[NaN]', '[NaN]'],
  ['dial tcp: connection refused', 'dial tcp: connection refused'],
  ['[1,2]', '[1,2]'],
  ['-0.5', '-0.5'],
])('%j is %j', (value, want) => expect(valueText(value)).toBe(want))
