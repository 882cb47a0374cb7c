import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsed } from '../test/well-formed.ts'
import { el, escaped, figure, htmlPage, script, styleSheet } from './markup.ts'

test.each([
  ['<script>', '&lt;script&gt;'],
  ['a & "b"', 'a &amp; &quot;b&quot;'],
  ["it's", 'it&#39;s'],
  ['&amp;', '&amp;amp;'],
  ['\u0007', '\ufffd'],
  ['\ud800', '\ufffd'],
  ['a\u202eb', 'a\ufffdb'],
  ['größer → 😀', 'größer → 😀'],
])('%j is written %j', (text, want) => expect(escaped(text)).toBe(want))

test.each([
  [1.25, '1.3'],
  [-0.01, '0'],
  [NaN, '0'],
  [-Infinity, '0'],
  [100, '100'],
])('the number %d is written %s', (n, want) => {
  expect(figure(n)).toBe(want)
})

test('an element says its attributes and children, and leaves out what is not', () => {
  expect(el('a', { x: 1, y: undefined, open: true, shut: false }, 'b', [el('c'), 2], undefined).markup).toBe(
    '<a x="1" open="">b<c></c>2</a>',
  )
  expect(el('meta', { charset: 'utf-8' }).markup).toBe('<meta charset="utf-8"/>')
})

test('text of any kind stays text', () => {
  const text = fc.string({ unit: 'grapheme-ascii' })
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(parsed(el('p', { a }, b).markup)).toMatchObject({ attributes: { a }, text: b, inside: [] })
    }),
  )
})

test('a style sheet that HTML and SVG would read differently is refused', () => {
  expect(() => styleSheet('a{} </style>')).toThrow()
  expect(styleSheet('a{b:c}').markup).toBe('<style>a{b:c}</style>')
})

test('a script stands as it is, and one that would end its own element is refused', () => {
  expect(script('a < b && c', { id: 'x' }).markup).toBe('<script id="x">a < b && c</script>')
  expect(() => script('"</SCRIPT >"')).toThrow()
  expect(() => script('"<!--"')).toThrow()
})

test('a page says first what it is, then what it may load', () => {
  const text = htmlPage({ title: 'a & b', policy: "default-src 'none'", css: 'p{margin:0}' }, el('p', {}, 'x'), 'y')
  expect(text).toBe(
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"/>' +
      '<meta name="viewport" content="width=device-width, initial-scale=1"/>' +
      '<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;"/>' +
      '<title>a &amp; b</title><style>p{margin:0}</style></head><body><p>x</p>y</body></html>\n',
  )
  expect(parsed(text).tag).toBe('html')
})
