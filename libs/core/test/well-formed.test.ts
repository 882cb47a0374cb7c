import { expect, test } from 'vitest'
import { all, parsed, withClass } from './well-formed.ts'

test('reads what is well formed', () => {
  const root = parsed('<!doctype html>\n<a b="1 &gt; 0"><c class="x y"/>text &amp; more</a>\n')
  expect(root).toMatchObject({ tag: 'a', attributes: { b: '1 > 0' }, text: 'text & more' })
  expect(all(root).map(({ tag }) => tag)).toEqual(['a', 'c'])
  expect(withClass(root, 'y')).toHaveLength(1)
})

test.each([
  ['<a><b></a></b>'],
  ['<a>'],
  ['<a/><b/>'],
  ['<a>1 < 2</a>'],
  ['<a>&nbsp;</a>'],
  ['<a>&</a>'],
  ['<a b=1/>'],
  ['<a b="1" b="2"/>'],
  ['<a b="<"/>'],
  ['<a>\u0007</a>'],
  ['<a>\ud800</a>'],
  ['text'],
  ['<a b/>'],
])('refuses %j', (text) => expect(() => parsed(text)).toThrow())
