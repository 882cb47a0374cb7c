import { formatIssue } from '@slipway/core'
import { expect, test } from 'vitest'
import { readYaml } from './read-yaml.ts'

const values = (text: string) => readYaml('a.yaml', text).docs.map((doc) => doc.value)

test('documents, each with its line', () => {
  expect(readYaml('a.yaml', '# words\na: 1\n---\n---\nb: |\n  x\n---\n# none\n--- {c: 1}\n').docs).toEqual([
    { value: { a: 1 }, line: 1 },
    { value: { b: 'x\n' }, line: 4 },
    { value: { c: 1 }, line: 9 },
  ])
})

test('anchors, merges and flow style', () => {
  expect(values('x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\nz: [*x, "k: v"]\n')).toEqual([
    { x: { a: 1, b: 2 }, y: { b: 3, a: 1 }, z: [{ a: 1, b: 2 }, 'k: v'] },
  ])
})

test('JSON is YAML', () => {
  expect(values('{"a": [1, "yes", null]}')).toEqual([{ a: [1, 'yes', null] }])
})

test.each([
  [
    'a: 1\n---\nkind: X\nb:\n  c: 1\n  c: 2\n',
    'a.yaml: line 6  [yaml]\n  given   the key "c" a second time\n  wanted  each key once: readers disagree on which one counts\n  do      correct the file',
  ],
  ['{{- if .Values.on }}\nkind: X\n{{- end }}\n', 'a.yaml: line 1  [yaml-template]'],
  ['kind: X\nname: {{ .Release.Name }}-web\n', 'a.yaml: line 2  [yaml-template]'],
  ['a: b\n\tc: d\n', 'a.yaml: line 2  [yaml]'],
  ['a: *none\n', 'a.yaml: line 1  [yaml]'],
])('%j is refused with its line', (text, message) => {
  const { issues } = readYaml('a.yaml', text)
  expect(issues).toHaveLength(1)
  expect(issues.map(formatIssue)[0]).toContain(message)
})

test('one bad document does not hide the others', () => {
  const { docs, issues } = readYaml('a.yaml', 'a: 1\n---\nb: "\n---\nc: 1\n')
  expect([docs.length, issues.length]).toEqual([2, 1])
})

test('anchors that unfold without end are refused', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x, x]',
    ...'bcdefgh'.split('').map((k, i) => `${k}: &${k} [${Array(10).fill(`*${'abcdefgh'[i]}`).join(', ')}]`),
  ].join('\n')
  expect(readYaml('a.yaml', bomb).issues[0]?.got).toContain('anchors that unfold')
})

test('ten megabytes of what only the whole reader takes are read', { timeout: 60_000 }, () => {
  const text = Array.from(
    { length: 100_000 },
    (_, i) => `key-${i}: 'a value that is long enough, and then some words to make it longer than it need be' # note\n`,
  ).join('')
  expect(text.length).toBeGreaterThan(10_000_000)
  expect(Object.keys(values(text)[0] as object)).toHaveLength(100_000)
})

test('ten megabytes are read', () => {
  const line = 'key-000000: "a value that is long enough to be one"\n'
  const text = Array.from({ length: 200_000 }, (_, i) => line.replace('000000', String(i).padStart(6, '0'))).join('')
  expect(text.length).toBeGreaterThan(10_000_000)
  expect(Object.keys(values(text)[0] as object)).toHaveLength(200_000)
})
