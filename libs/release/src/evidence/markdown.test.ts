import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { code, few, sections, span, table } from './markdown.ts'

describe('code', () => {
  it.each([
    ['feat: a thing', '`feat: a thing`'],
    ['`x` | @all', "`'x' \\| @all`"],
    ['two\nlines\r\n', '`two lines`'],
    ['', ''],
    ['x'.repeat(130), `\`${'x'.repeat(117)}...\``],
  ])('%j', (text, expected) => {
    expect(code(text)).toBe(expected)
  })
  it('is one span on one line, and no cell of a table ends in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const made = code(text)
        expect(made).not.toMatch(/[\n\r]/)
        expect(made.slice(1, -1)).not.toContain('`')
        expect(made.replaceAll('\\|', '')).not.toContain('|')
      }),
    )
  })
})

describe('sections', () => {
  it('never makes more than GitHub takes, and says when it left something out', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30_000 }), { maxLength: 6 }), (lengths) => {
        const made = sections(lengths.map((n) => 'x'.repeat(n)))
        expect(made.length).toBeLessThan(65_536)
        const told = made.split('x').length - 1
        expect(made.includes('The rest is left out')).toBe(told < lengths.reduce((a, b) => a + b, 0))
      }),
    )
  })
})

it('table and few', () => {
  expect(table(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |')
  expect(few([1, 2, 3], 2, String, 'numbers')).toEqual(['1', '2', 'and 1 more numbers'])
  expect(few([1, 2], 2, String, 'numbers')).toEqual(['1', '2'])
})

it.each([
  [-5, '0 min'],
  [59, '0 min'],
  [720, '12 min'],
  [3600 * 5 + 60, '5 h 1 min'],
  [86_400 * 3 + 3600 * 4, '3 d 4 h'],
  [86_400, '1 d'],
])('span of %d s: %s', (seconds, text) => {
  expect(span(seconds)).toBe(text)
})
