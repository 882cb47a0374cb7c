import fc from 'fast-check'
import { expect, it } from 'vitest'
import { crossingPattern, pathPattern } from './path-pattern.ts'

it.each<[string, string, boolean]>([
  ['a/b', 'a/b', true],
  ['a/b', 'a/bc', false],
  ['a/*', 'a/b', true],
  ['a/*', 'a/b/c', false],
  ['a/**', 'a/b/c', true],
  ['**/c', 'c', true],
  ['**/c', 'a/b/c', true],
  ['a/**/c', 'a/c', true],
  ['a/**/c/*', 'a/c/x/c/d', true],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['a.c', 'abc', false],
  ['*a*b', 'xaxbxb', true],
  ['*a*b', 'xaxbxa', false],
])('%s and %s: %s', (pattern, path, is) => {
  expect(pathPattern(pattern)(path)).toBe(is)
})

it('says what a regular expression says', () => {
  const part = fc.constantFrom('a', 'b', '*', '?', '/', '**')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.stringMatching(/^[ab/]{0,8}$/), (parts, path) => {
      const pattern = parts.join('').replaceAll(/\*{2,}(?=[^/])|(?<=[^/])\*{2,}|\*{3,}/g, '*')
      const segments = pattern.split('/')
      // Each folder that `**` stands for, with its slash; at the end the name as well.
      const source = segments.map((one, i) => {
        const isLast = i === segments.length - 1
        if (one === '**') return isLast ? '(?:[^/]*(?:/[^/]*)*)' : '(?:[^/]*/)*'
        return one.replaceAll('*', '[^/]*').replaceAll('?', '[^/]') + (isLast ? '' : '/')
      })
      const isEmptyEnd = segments.at(-1) === '**' && segments.length > 1
      const regex = new RegExp(`^${source.join('')}$`)
      const folders = isEmptyEnd ? new RegExp(`^${source.slice(0, -1).join('').replace(/\/$/, '')}$`) : undefined
      expect(pathPattern(pattern)(path)).toBe(regex.test(path) || folders?.test(path) === true)
    }),
    { numRuns: 3000 },
  )
})

it('takes time by the length alone', () => {
  const pattern = pathPattern(`${'*a'.repeat(2000)}b`)
  const start = process.cpuUsage().user
  expect(pattern('a'.repeat(5000))).toBe(false)
  expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(2)
})

it.each<[string, string, boolean]>([
  ['*.yaml', 'a/b.yaml', true],
  ['a/**/c.yaml', 'a/c.yaml', true],
  ['a/**/c.yaml', 'a/b/b/c.yaml', true],
  ['config.*', 'config.json', true],
  ['config.*', 'configxjson', false],
  ['a?c', 'a/c', false],
])('across folders, %s and %s: %s', (pattern, path, is) => {
  expect(crossingPattern(pattern)(path)).toBe(is)
})

it('says across folders what a regular expression says', () => {
  const part = fc.constantFrom('a', 'b', '?', '/', '*', '**/')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.stringMatching(/^[ab/]{0,8}$/), (parts, path) => {
      const pattern = parts.join('').replaceAll(/\*{3,}/g, '**')
      const source = (pattern.match(/\*\*\/|\*+|[^*]/g) ?? []).map((one) =>
        one === '**/' ? '(?:.*/)?' : one.startsWith('*') ? '.*' : one === '?' ? '[^/]' : one,
      )
      expect(crossingPattern(pattern)(path)).toBe(new RegExp(`^${source.join('')}$`).test(path))
    }),
    { numRuns: 2000 },
  )
})

it.each([
  ['pathPattern', pathPattern],
  ['crossingPattern', crossingPattern],
])('%s takes time by the length of both', (_, of) => {
  const before = process.cpuUsage()
  expect(of(`${'*a'.repeat(50)}*b`)('a'.repeat(2000))).toBe(false)
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1e6).toBeLessThan(1)
})
