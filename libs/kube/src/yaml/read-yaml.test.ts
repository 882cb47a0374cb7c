import { formatIssue } from '@slipway/core'
import { expect, test } from 'vitest'
import { markText } from './mark-sentences.ts'
import { readYaml } from './read-yaml.ts'

const values = (text: string) => readYaml('a.yaml', text).docs.map((doc) => doc.value)

test('documents, each with its line', () => {
  expect(readYaml('a.yaml', '# words\na: 1\n---\n---\nb: |\n  x\n---\n# none\n--- # more\nc: 1\n').docs).toEqual([
    { value: { a: 1 }, line: 1 },
    { value: { b: 'x\n' }, line: 4 },
    { value: { c: 1 }, line: 9 },
  ])
})

test('anchors, merges and flow style', () => {
  expect(values('x: &x {a: 1, b: 2}\nw:\n  <<: *x\n  b: 3\nz: [*x, "k: v"]\n')).toEqual([
    { x: { a: 1, b: 2 }, w: { b: 3, a: 1 }, z: [{ a: 1, b: 2 }, 'k: v'] },
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

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'
// Each of these was seen on Argo CD's own reader: it takes the text otherwise than most people and readers do, or
// refuses it.
test.each<[string, string, number]>([
  ['line-break', `${head}# words\u2028data: {a: b}\n`, 4],
  ['line-break', `${head}# words\u0085data: {a: b}\n`, 4],
  ['line-break', `${head}# words\rdata: {a: b}\n`, 4],
  ['control', `${head}data: {a: "\u0007"}\n`, 4],
  ['byte-order-mark', `${head}\ufeffdata: {a: b}\n`, 4],
  ['skip-marker', `${head}data:\n  a: |\n    +argocd:skip-file-rendering\n`, 6],
  ['content-on-marker', `${head}--- {a: b}\n`, 4],
  ['end-marker', `${head}---\n...\n`, 4],
  ['merge-overrides', `${head}data:\n  a: b\n  <<: {a: c}\n`, 6],
  ['bare-key', `${head}data: {y: "1"}\n`, 4],
  ['bare-key', `${head}data:\n  010: x\n`, 5],
  ['escaped-key', '{"apiVersion": "v1", "k\\u0069nd": "A"}\n', 1],
  ['long-key', `${head}data: {"a\n  b": c}\n`, 4],
  ['tag', `${head}data:\n  a: !!str 1\n`, 5],
  ['tab', `${head}data: {a:\tb}\n`, 1],
  ['tab', `${head}data:\n  a: |\n    \tb\n`, 5],
  ['after-json', '{"a": "b"} # words\n', 1],
  ['flow-question', `${head}data: {a: b? c}\n`, 4],
  ['no-number', `${head}data:\n  a: .nan\n`, 5],
  ['json-escape', `${head}data: {a: "\\ud83d\\ude00"}\n`, 4],
])('%s is marked: %j', (code, text, line) => {
  const { marks, issues } = readYaml('a.yaml', text)
  expect([marks.map((mark) => `${mark.code} ${mark.line}`), issues]).toEqual([[`${code} ${line}`], []])
  expect(marks.map(markText).join('')).not.toBe('')
})

test.each([
  `${head}data:\n  a: b # words\n`,
  '{"apiVersion": "v1", "a": "\\ud83d\\ude00\\/"}\n',
  `${head}data: {"y": "1", 'no': 'x', n1: "\\u0041"}\n---\n${head}`,
  `${head}data:\n  <<: {a: b}\n  a: c\n...\n`,
  `\ufeff${head.replaceAll('\n', '\r\n')}`,
  `${head}data:\n  a: |\n    b\n    \tc\n  true: x\n  8080: x\n`,
])('nothing odd: %j', (text) => {
  expect(readYaml('a.yaml', text)).toMatchObject({ marks: [], issues: [] })
})

test('a merge takes the place of what stands before it, as Kubernetes has it', () => {
  expect(values('a: 1\n<<: {a: 2, b: 2}\nb: 3\n')).toEqual([{ a: 2, b: 3 }])
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

test('of what only the whole reader takes two megabytes are read, and ten are refused with their limit', {
  timeout: 60_000,
}, () => {
  const text = (keys: number) =>
    Array.from(
      { length: keys },
      (_, i) =>
        `key-${i}: 'a value that is long enough, and then some words to make it longer than it need be' # note\n`,
    ).join('')
  expect(Object.keys(values(text(20_000))[0] as object)).toHaveLength(20_000)
  expect(readYaml('a.yaml', text(100_000)).issues.map(({ code, want }) => `${code}: ${want}`)).toEqual([
    'yaml-size: at most 250,000, or plain block YAML',
  ])
})

test('ten megabytes are read', () => {
  const line = 'key-000000: "a value that is long enough to be one"\n'
  const text = Array.from({ length: 200_000 }, (_, i) => line.replace('000000', String(i).padStart(6, '0'))).join('')
  expect(text.length).toBeGreaterThan(10_000_000)
  expect(Object.keys(values(text)[0] as object)).toHaveLength(200_000)
})
