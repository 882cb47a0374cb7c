import { expect, it } from 'vitest'
import { pathOf, takesPath } from './route.ts'

it.each([
  ['$default', '/any/thing', true],
  ['ANY /a', '/a', true],
  ['ANY /a', '/a/b', false],
  ['ANY /a', '/ab', false],
  ['ANY /a/{proxy+}', '/a/b/c', true],
  ['ANY /a/{proxy+}', '/a/', false],
  ['ANY /a/{proxy+}', '/a', false],
])('%s and %s: %s', (key, path, expected) => expect(takesPath(key, path)).toBe(expected))

it.each(['$default', 'ANY /a', 'ANY /a/{proxy+}'])('%s takes the path that tries it', (key) =>
  expect(takesPath(key, pathOf(key))).toBe(true),
)

it('plays no route of another form', () => expect(() => takesPath('GET /a', '/a')).toThrow('"GET /a"'))
