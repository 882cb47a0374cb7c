import { expect, test } from 'vitest'
import { runs } from '@slipway/core/runs'
import { asHtml } from '../src/report/html.ts'
import { asJson } from '../src/report/json.ts'
import { asMarkdown } from '../src/report/markdown.ts'
import { asText } from '../src/report/text.ts'
import { inputOf, review, type Review } from '../src/review.ts'
import { noRendering } from '../src/sources/rendering.ts'
import { unrenderedReason } from '../src/sources/source.ts'

/** What would be markup, a mention, a link, a command of a terminal or text in another direction. */
const hostile = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '@everyone',
  '@org/team fixes #1',
  '[link](https://evil.example)',
  '![image](https://evil.example/x.png)',
  'https://evil.example/@user',
  '`code` ``code`` ```',
  '| cell | cell |',
  '<!-- slipway review -->',
  '</details><details>',
  '# heading',
  '- [ ] task',
  '\u202etxet desrever\u202c',
  '\u200b\u2066hidden\u2069',
  '\u001b[2J\u001b]8;;https://evil.example\u0007link',
  'line\nbreak\r\nand\u2028more',
  '$(touch /tmp/x) `id`; rm -rf /',
  '{{7*7}} ${7*7}',
  '&lt;b&gt; &#60;',
  '~~~\ncode\n~~~',
  '__proto__',
]
const quoted = (text: string): string => JSON.stringify(text)
const object = (word: string, value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${quoted(word)}, namespace: ${quoted(`n-${word}`)}, annotations: {${quoted(`a/${word}`)}: ${quoted(value)}}}\ndata: {${quoted(word)}: ${quoted(`${word}${value}`)}}\n`
const path = (word: string, i: number): string => `d${i}/${word.replaceAll(/[/\n\r\0]/g, '_')}.yaml`

/** Outside of spans of code: there nothing is markup. A span ends with as many marks as it began with. */
const outsideCode = (text: string): string => text.replaceAll(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, 'CODE')

function expectInert(done: Review): void {
  const comment = asMarkdown(done)
  expect(comment.length).toBeLessThan(65_536)
  const outside = outsideCode(comment).replace(/^<!-- slipway review -->\n/, '')
  // What the report writes itself: a new line, and a dollar sign that begins no formula.
  expect(outside.replaceAll(/ {2}<br>|<span>\$<\/span>/g, '').match(/.{0,80}[<$].{0,80}/)).toBeNull()
  expect(outside.match(/.{0,60}(?:(?<!\\)\]\(|(?<!\\)!\[|@(?!\u200b)\w).{0,60}/)).toBeNull()
  // Each line is one that the report makes: no heading, list or table of somebody else.
  for (const line of outside.split('\n'))
    expect(line).toMatch(
      /^(?:$|## What this change does$|\d+ changes? |(?:\| )|\|---|- |  - |  <br>|🔴|🟠|🟡|⚪|\*\*|All of it|Capacity|No object|Nothing)/u,
    )
  for (const text of [comment, asText(done)])
    expect(text.match(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u001b\u0007\r\u2028]/)).toBeNull()
  const html = asHtml(done)
  const data = html.slice(html.indexOf('id="data">') + 10, html.indexOf('</script>', html.indexOf('id="data">')))
  expect(data).not.toContain('<')
  const entries = JSON.parse(data) as { objects: readonly unknown[] }
  expect(entries.objects).toHaveLength(done.changes.length)
  expect([
    ...html.replace(data, '').matchAll(/<(?:img|iframe|object|embed|link|base|form)\b|<\w[^<>]*\son\w+=/gi),
  ]).toEqual([])
  expect([...html.matchAll(/<script\b/g)]).toHaveLength(2)
  expect((JSON.parse(asJson(done)) as { objects: readonly unknown[] }).objects).toHaveLength(done.changes.length)
}

const sides = (words: readonly string[]) =>
  ['1', '2'].map((value) => new Map(words.map((word, i) => [path(word, i), object(word, value)]))) as [
    Map<string, string>,
    Map<string, string>,
  ]

test.each(hostile.map((word) => [JSON.stringify(word), word] as const))(
  '%s as a name, a namespace, a key, a value and a file',
  (_, word) => {
    const [before, after] = sides([word])
    const done = review(inputOf(before, after))
    expect(done.changes.length + done.issues.length).toBeGreaterThan(0)
    expectInert(done)
    expectInert(review(inputOf(before, new Map())))
    expectInert(review(inputOf(new Map(), after)))
  },
)

const many = runs(500, 2000)
test(`${many} files of them: each is counted`, { timeout: 60_000 }, () => {
  const words = Array.from({ length: many }, (_, i) => `${hostile[i % hostile.length] ?? ''} ${i}`)
  const [before, after] = sides(words)
  const done = review(inputOf(before, after))
  expect(done.blast.objects).toBe(many)
  expectInert(done)
  expect(asMarkdown(done)).toContain(`${many} objects`)
})

const megabytes = runs(1, 5)
test(`an object of ${megabytes} MB`, { timeout: 60_000 }, () => {
  const big = (i: number) =>
    `${hostile[i % hostile.length] ?? ''}`.repeat(megabytes * 2 ** 18).slice(0, megabytes * 2 ** 20)
  const file = (i: number, more: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: big${i}}\ndata: {a: ${quoted(`${big(i)}${more}`)}}\n`
  const texts = (more: string) => new Map([13].map((i) => [`b${i}.yaml`, file(i, more)]))
  const done = review(inputOf(texts('x'), texts('y')))
  expect([done.changes.length, done.issues]).toEqual([1, []])
  expectInert(done)
})

test('sources that nobody rendered, as their programs call them', () => {
  const unrendered = hostile.flatMap((word) => [
    { ...unrenderedReason('failed', word), tool: 'helm' as const, name: word, path: word, commands: [] },
    {
      ...unrenderedReason('remote-base', word),
      tool: 'kustomize' as const,
      name: word,
      path: word,
      commands: ['kustomize build x'],
    },
  ])
  const [before, after] = sides(['plain'])
  const rendering = { ...noRendering, unrendered }
  expectInert(review(inputOf(before, after, { rendering })))
  expectInert(review(inputOf(new Map(), new Map(), { rendering })))
})
