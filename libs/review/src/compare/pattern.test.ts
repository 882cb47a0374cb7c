import { expect, test } from 'vitest'
import { pattern } from './pattern.ts'

const steps = ['spec', 'containers', '[*]', 'env', '[*]', 'value']
test.each([
  ['spec.containers[*].env[*].value', true],
  ['spec.**', true],
  ['**.value', true],
  ['**.env[*].**', true],
  ['*.containers[*].*[*].value', true],
  ['spec.containers', false],
  ['a|**.env[*].value', true],
  ['containers.**', false],
])('%s: %s', (text, fits) => {
  expect(pattern(text)(steps)).toBe(fits)
})

test('a step with dots stands in quotes', () => {
  expect(pattern('metadata.labels."a.b/c"')(['metadata', 'labels', 'a.b/c'])).toBe(true)
})
