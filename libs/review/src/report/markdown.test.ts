import { expect, test } from 'vitest'
import { runs } from '@slipway/core/runs'
import { asMarkdown, commentMark } from './markdown.ts'
import { inputOf, review, type ReviewInput } from '../review.ts'

const map = (name: string, data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: shop}\ndata: ${data}\n`
const input = (
  before: readonly (readonly [string, string])[],
  after: readonly (readonly [string, string])[],
): ReviewInput => inputOf(new Map(before), new Map(after))
const commentOf = (asked: ReviewInput): string => asMarkdown(review(asked), { level: 3 })

test('no change is said in words', () => {
  expect(
    commentOf(input([['a.yaml', map('a', '{x: "1"}')]], [['a.yaml', `# words\n${map('a', '{"x": "1"}')}`]])),
  ).toContain('Nothing: the objects are the same')
})

test('the table comes first, then the changes', () => {
  const text = commentOf(input([['a.yaml', map('a', '{x: "1"}')]], [['a.yaml', map('a', '{x: "2"}')]]))
  expect(text.startsWith(`${commentMark}\n### What this change does\n`)).toBe(true)
  expect(text).toContain('| ⚪ none | 1 | 1 | configuration |')
  expect(text).toContain(
    '- ⚪  **`ConfigMap data.x: "1" -> "2"`**\n  <br>a.yaml (ConfigMap shop/a)\n  <br>→ configuration: mounted files follow in about a minute; env only when the pods restart',
  )
})

test('names in a change are no formula', () => {
  const path = 'a$x$.yaml'
  expect(commentOf(input([[path, map('a', '{x: "1"}')]], [[path, map('a', '{x: "2"}')]]))).toContain(
    '<br>a<span>$</span>x<span>$</span>.yaml (ConfigMap shop/a)',
  )
})

/** Every entry is a line of the comment or in a number of it. */
function countedIn(text: string): number {
  const shown = text.split('\n').filter((line) => /^- (?:🔴|🟠|🟡|⚪)\s+\*\*/u.test(line)).length
  const folded = [...text.matchAll(/^- .*: (\d+) changes? in \d+ objects?$/gm)].reduce(
    (sum, [, n]) => sum + Number(n),
    0,
  )
  return shown + folded
}

test.each([1, 40, 300, runs(1000, 3000)])('%i changes of their own: under the limit, and none uncounted', (n) => {
  const files = (value: string) =>
    Array.from(
      { length: n },
      (_, i) => [`f${i}.yaml`, map(`map-${i}`, `{key-${i}-${'x'.repeat(40)}: "${value}"}`)] as const,
    )
  const done = review(input(files('before'), files('after')))
  expect(done.groups).toHaveLength(n)
  const text = asMarkdown(done)
  expect(text.length).toBeLessThan(65_536)
  expect(countedIn(text)).toBe(n)
})

test('long values, names and lists of files that cannot be read keep to the limit, too', () => {
  const long = 'y'.repeat(100_000)
  const files = (value: string) =>
    Array.from(
      { length: 20 },
      (_, i) =>
        [`${'deep/'.repeat(60)}f${i}.yaml`, map(`map-${i}`, `{${'k'.repeat(250)}: "${long}${value}${i}"}`)] as const,
    )
  const broken = Array.from({ length: 500 }, (_, i) => [`${'b'.repeat(200)}${i}.yaml`, 'a: "\n'] as const)
  expect(asMarkdown(review(input(files('1'), [...files('2'), ...broken]))).length).toBeLessThan(65_536)
})

test('what a change contains cannot become markup or a mention', () => {
  const text = commentOf(
    input(
      [['a.yaml', map('a', '{x: "1"}')]],
      [['a.yaml', map('a', '{"<img src=x> @everyone `x` | [l](http://e)": "`</details>|"}')]],
    ),
  )
  const outside = text.replaceAll(/(`+)[^\n]*?\1(?!`)/g, '')
  expect(outside).not.toMatch(/<img|@everyone|<\/details>|\]\(http/)
})
