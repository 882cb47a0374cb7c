import { expect, it } from 'vitest'
import { z } from 'zod'
import { hiddenText } from './hidden-text.ts'
import { parse } from './parse.ts'

it('names what a reader does not see, wherever it is', () => {
  const value: Record<string, unknown> = JSON.parse('{"a":[{"__proto__":{"b":1}}],"t":"x\\ny","k\\u2028":1}') as never
  value['self'] = value
  expect(hiddenText(value)).toEqual([{ path: ['a', 0, '__proto__'], kind: 'proto' }])
  expect(hiddenText(value, true).map(({ path, kind }) => [path.join('.'), kind])).toEqual(
    expect.arrayContaining([
      ['t', 'control'],
      ['k\u2028', 'control'],
      ['a.0.__proto__', 'proto'],
    ]),
  )
})

it('a field "__proto__" of a record is refused, not dropped', () => {
  const schema = z.strictObject({ env: z.record(z.string(), z.string()) })
  const parsed = parse(schema, JSON.parse('{"env":{"A":"1","__proto__":"2"}}'), 'app.yaml')
  expect(parsed).toMatchObject({ ok: false, issues: [{ at: 'env.__proto__', code: 'unknown-field' }] })
})
