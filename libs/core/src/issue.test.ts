import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { combine, failed, formatIssues, type Issue, ok, show, sortIssues } from './issue.ts'

const of = (over: Partial<Issue>): Issue => ({
  file: 'apps/a/app.ts',
  at: 'cpu',
  code: 'invalid-value',
  got: '1',
  want: 'w',
  hint: 'h',
  ...over,
})
const few = (...values: string[]) => fc.constantFrom(...values)
const issues = fc.array(
  fc.record({
    file: few('a', 'b'),
    at: few('', 'x', 'x.y'),
    code: few('p', 'q'),
    got: few('1', '2'),
    want: fc.string(),
    hint: fc.string(),
  }),
)
const shuffled = (list: readonly Issue[], seed: number) =>
  list
    .map((i, n) => [i, (n * 7919 + seed) % 101] as const)
    .sort(([, a], [, b]) => a - b)
    .map(([i]) => i)

describe('sortIssues', () => {
  it('has each once, sorted, whatever came in and in whatever order', () => {
    const key = (i: Issue) => [i.file, i.at, i.code, i.got].join('\0')
    fc.assert(
      fc.property(issues, fc.nat(), (list, seed) => {
        const keys = sortIssues(list).map(key)
        expect(keys).toEqual([...new Set(list.map(key))].sort())
        expect(sortIssues(shuffled(list, seed)).map(key)).toEqual(keys)
        expect(sortIssues(sortIssues(list))).toEqual(sortIssues(list))
      }),
    )
  })

  it('keeps the first of two that agree', () => {
    expect(sortIssues([of({ hint: 'one' }), of({ hint: 'two' })])).toEqual([of({ hint: 'one' })])
  })
})

describe('show', () => {
  it.each([
    ['text', '"text"'],
    [3, '3'],
    [null, 'null'],
    [undefined, 'nothing'],
    [[1, 'a'], '[1,"a"]'],
    [{ a: 1 }, '{"a":1}'],
    [() => 1, 'a function'],
    [Promise.resolve(), 'a Promise'],
    [10n, '10n'],
    [Number.NaN, 'NaN'],
    [Symbol('x'), 'a symbol'],
    [{ a: () => 1 }, '{"a":"a function"}'],
    ['two\nlines', '"two\\nlines"'],
  ])('%s', (value, expected) => {
    expect(show(value)).toBe(expected)
  })

  it('says so of a value that holds itself', () => {
    const loop: Record<string, unknown> = {}
    loop['loop'] = loop
    expect(show(loop)).toBe('a value that holds itself or cannot be read')
  })

  it('is one line of at most 80 characters, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (value) => {
          expect(show(value).length).toBeLessThanOrEqual(80)
          expect(show(value)).not.toMatch(/[\r\n]/)
        },
      ),
    )
  })
})

describe('formatIssues', () => {
  it('says where, what was given, what is wanted, what to do, and how many', () => {
    expect(
      formatIssues([
        of({ got: '"0"', want: 'cores', hint: 'correct it' }),
        of({ file: 'apps/b', at: '', code: 'app-name', got: '"B"' }),
      ]),
    ).toBe(
      `apps/a/app.ts: cpu  [invalid-value]\n  given   "0"\n  wanted  cores\n  do      correct it\n\napps/b  [app-name]\n  given   "B"\n  wanted  w\n  do      h\n\n2 problems`,
    )
  })

  it('keeps each part on its line', () => {
    expect(formatIssues([of({ got: 'a\n  b' })]).split('\n')[1]).toBe('  given   a b')
  })

  it('counts one as one', () => {
    expect(formatIssues([of({})])).toMatch(/\n\n1 problem$/)
  })

  it('shows the first of many, sorted, and says how many there are', () => {
    const many = formatIssues(
      [2, 1, 3, 1].map((n) => of({ file: `f${n}` })),
      2,
    )
    expect(many).toMatch(/^f1: .*\nf2: .*\n2 problems shown, of 3; --json has them all$/s)
    expect(many).not.toContain('f3')
  })

  it('puts the codes that it is given behind all others', () => {
    const all = [of({ file: 'f1', code: 'late' }), of({ file: 'f3' }), of({ file: 'f2', code: 'late' })]
    expect(formatIssues(all, 2, new Set(['late']))).toMatch(/^f3: .*\nf1: .*\n2 problems shown, of 3/s)
  })
})

it('combine has all values, or the issues of all', () => {
  const [a, b] = [of({ file: 'a' }), of({ file: 'b' })]
  expect(combine({ one: ok(1), two: ok('2') })).toEqual(ok({ one: 1, two: '2' }))
  expect(combine({ one: failed(a), two: ok(2), three: failed(b) })).toEqual(failed(a, b))
})
