import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Constraint, filled, nothing, one, same, type Same, type Test } from './constraint.ts'
import { keepsAll } from './constraint-tree.ts'
import { breaches } from './satisfies.ts'

const judged = { team: 'shop', lists: {} }
const on = (path: string, test: Test | Same, required?: true): Constraint => ({
  kinds: [],
  of: 'object',
  path: path === '' ? [] : path.split('.'),
  test,
  want: 'w',
  hint: 'h',
  ...(required === undefined ? {} : { required }),
})

const cases: readonly (readonly [string, readonly Constraint[], object, boolean])[] = [
  ['two that share a path, both kept', [on('a.b', one(1)), on('a.c', one(2))], { a: { b: 1, c: 2 } }, true],
  ['the second of two that share a path', [on('a.b', one(1)), on('a.c', one(2))], { a: { b: 1, c: 3 } }, false],
  ['a field that need not be there', [on('a.b', one(1))], { a: {} }, true],
  ['a field that must be there', [on('a.b', one(1), true)], { a: {} }, false],
  ['a field that must be there, of an object that is not', [on('a.b', one(1), true)], {}, true],
  ['one member of a list', [on('a.*.b', one(1))], { a: [{ b: 1 }, { b: 2 }] }, false],
  ['no list where one is walked', [on('a.*.b', one(1))], { a: { b: 1 } }, false],
  ['the same as another field, from the root', [on('a.b', same(['c']))], { a: { b: 'x' }, c: 'x' }, true],
  ['not the same as another field', [on('a.b', same(['c']))], { a: { b: 'x' }, c: 'y' }, false],
]

const step = fc.constantFrom('a', 'b', 'c', '*')
const test = fc.constantFrom<Test | Same>(nothing, filled, one(1, 'x'), same(['a']), same(['b', 'c']))
const constraint = fc
  .tuple(fc.array(step, { maxLength: 4 }), test, fc.option(fc.constant(true as const), { nil: undefined }))
  .map(([path, inner, required]) => on(path.join('.'), inner, required))
const { value: root } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(1, 2, 'x', null, true),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}))

describe('many constraints as one question', () => {
  it.each(cases)('%s', (_, constraints, object, expected) => {
    expect(keepsAll(constraints)(object, judged)).toBe(expected)
  })

  it('says yes where no constraint alone finds a breach, and no elsewhere', () => {
    let [kept, broken] = [0, 0]
    fc.assert(
      fc.property(fc.array(constraint, { maxLength: 5 }), root, (constraints, value) => {
        const finds = constraints.some((alone) => breaches(alone, value, '', judged).length > 0)
        if (finds) broken++
        else kept++
        expect(keepsAll(constraints)(value, judged)).toBe(!finds)
      }),
      { numRuns: 500 },
    )
    expect(Math.min(kept, broken)).toBeGreaterThan(50)
  })
})
