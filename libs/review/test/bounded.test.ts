import { expect, test } from 'vitest'
import { asHtml } from '../src/report/html.ts'
import { asMarkdown } from '../src/report/markdown.ts'
import { inputOf, review } from '../src/review.ts'
import { file, told } from './changed-file.ts'

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n  namespace: shop\ndata:\n'
const base = `${head}  a: x\n`
const many = (n: number, line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i)).join('')
const deep = (n: number, open: string, close: string) => `${head}  a: ${open.repeat(n)}${close.repeat(n)}\n`
const env = (value: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        env:\n${many(2000, (i) => `        - name: A${i}\n          value: ${value}\n`)}`
const objects = (n: number, name: (i: number) => string) =>
  many(n, (i) => `apiVersion: v1\nkind: A\nmetadata:\n  name: ${name(i)}\nspec:\n  x: y\n---\n`)

/**
 * Inputs that took minutes, all memory or the stack, smaller than they were: what is quadratic still takes long.
 * Each is told, or refused with its limit.
 */
const inputs: readonly (readonly [what: string, after: string, before?: string])[] = [
  ['10,000 aliases', `${head}  a: &a x\n  b: [${'*a, '.repeat(10_000)}*a]\n`],
  ['a flow list', `${head}  a: [${'x, '.repeat(8000)}x]\n`, `${head}  a: [${'y, '.repeat(8000)}y]\n`],
  ['a flow map', `${head}  a: {${many(3000, (i) => `k${i}: x, `)}z: x}\n`],
  [
    'a block list',
    `${head}  a:\n${many(6000, (i) => `  - b${i}\n`)}`,
    `${head}  a:\n${many(6000, (i) => `  - a${i}\n`)}`,
  ],
  ['a word of 1 MB', `${head}  a: ${'x'.repeat(1_000_000)}\n`],
  ['a key of 1 MB', `${head}  ${'k'.repeat(1_000_000)}: x\n`],
  ['colons', `${head}  a: ${'x:'.repeat(100_000)}y\n`],
  ['blanks', `${head}  a: x${' '.repeat(100_000)}y\n`],
  ['blanks at the end', `${head}  a: x${' '.repeat(100_000)}\n`],
  ['tabs', `${head}  a: x${'\t'.repeat(100_000)}y\n`],
  ['blanks in quotes', `${head}  a: 'x${' '.repeat(100_000)}y'\n`],
  ['lines in quotes', `${head}  a: 'x${'\n   '.repeat(20_000)}y'\n`],
  ['escapes', `${head}  a: "${'\\n'.repeat(100_000)}"\n`],
  ['a folded block', `${head}  a: >\n${'    word word\n'.repeat(20_000)}`],
  ['a plain text of many lines', `${head}  a: word\n${'    word word\n'.repeat(20_000)}`],
  ['deep lists', deep(8000, '[', ']')],
  ['deep maps', deep(5000, '{a: ', '}')],
  ['deep blocks', many(600, (i) => `${' '.repeat(i)}a:\n`)],
  ['deep JSON', `${'{"a":'.repeat(8000)}1${'}'.repeat(8000)}`],
  ['deep keys', `${'? '.repeat(8000)}x\n`],
  ['deep dashes', `${'- '.repeat(8000)}x\n`],
  [
    'a billion laughs',
    [
      'a: &a [x, x, x, x, x, x, x, x]',
      ...[...'bcdefgh'].map(
        (k, i) =>
          `${k}: &${k} [${Array(8)
            .fill(`*${'abcdefg'[i] ?? ''}`)
            .join(', ')}]`,
      ),
    ].join('\n'),
  ],
  ['an anchor in itself', `${head}  a: &a [*a]\n`],
  ['merges', `a: &a {x: y}\nb:\n${'  <<: *a\n'.repeat(2000)}`],
  ['wide merges', `a: &a {${many(400, (i) => `k${i}: z, `)}}\n${many(100, (i) => `m${i}:\n  <<: *a\n`)}`],
  ['anchors', `${head}  a: [${many(1500, (i) => `&a${i} x, *a${i}, `)}x]\n`],
  ['comments in a list', `${head}  a: [x, # c\n${'    x, # c\n'.repeat(2000)}    x]\n`],
  ['comments', `${head}  a: [x]\n${'# c\n'.repeat(20_000)}`],
  ['documents', objects(800, (i) => `a${i}`)],
  ['markers', '---\n'.repeat(30_000)],
  ['renamed objects', objects(300, (i) => `b${i}`), objects(300, (i) => `a${i}`)],
  ['objects of one name', `${objects(300, () => 'a')}${objects(1, () => 'b')}`, objects(300, () => 'a')],
  ['env entries', env('y'), env('x')],
  ['many fields', head + many(3500, (i) => `  k${i}: y\n`), head + many(3500, (i) => `  k${i}: x\n`)],
  ['long lines', `${head}  a: "${'a c '.repeat(100_000)}"\n`, `${head}  a: "${'a b '.repeat(100_000)}"\n`],
  [
    'a List',
    `apiVersion: v1\nkind: List\nitems:\n${many(1000, (i) => `- apiVersion: v1\n  kind: A\n  metadata:\n    name: a${i}\n`)}`,
  ],
  [
    'Lists in Lists',
    `apiVersion: v1\nkind: List\nitems:\n${many(300, (i) => `${'  '.repeat(i)}- apiVersion: v1\n${'  '.repeat(i)}  kind: List\n${'  '.repeat(i)}  items:\n`)}`,
  ],
  ['quotes that do not end', `${head}  a: "${'x\n'.repeat(50_000)}`],
  ['brackets that do not end', `${head}  a: ${'[x, '.repeat(5000)}`],
  ['templates', `${head}  a: ${'{{'.repeat(8000)}`],
  ['odd keys', head + many(1000, (i) => `  y${i}: !t x\n`)],
  ['a number of 1 MB', `${head}  a: ${'1'.repeat(1_000_000)}\n`],
  ['underscores', `${head}  a: 1${'_'.repeat(1_000_000)}\n`],
]

/** Seconds of CPU of this thread, since others work on the machine. */
const seconds = (): number => process.cpuUsage().user / 1e6

test('40 inputs that ended or hung the review are told or refused in time', { timeout: 300_000 }, () => {
  expect(inputs.length).toBeGreaterThanOrEqual(40)
  const slow = inputs.flatMap(([what, after, before = base]) => {
    const start = seconds()
    const done = review(inputOf(new Map([['a.yaml', before]]), new Map([['a.yaml', after]])))
    const pages = asMarkdown(done).length + asHtml(done).length
    const isTold = done.groups.length + done.issues.length + done.files.length > 0 || what === 'blanks at the end'
    const took = seconds() - start
    return took < 2 && isTold && pages > 0 ? [] : [`${what}: ${took.toFixed(1)} s, ${isTold ? 'told' : 'not told'}`]
  })
  expect(slow).toEqual([])
})

test('more fields than anybody reads are one high risk', () => {
  const [, after = '', before = ''] = inputs.find(([what]) => what === 'many fields') ?? []
  const done = review(inputOf(new Map([['a.yaml', before]]), new Map([['a.yaml', after]])))
  expect([done.level, done.files.map(({ risks }) => risks.map(({ code }) => code))]).toEqual([
    'high',
    [['many-fields']],
  ])
})

const repeated = 'a| |[|{|"|#| # |@|/|\\|:|git|patch:|http://|${{|uses:|=> '.split('|')
test.each([
  '.github/CODEOWNERS',
  '.npmrc',
  'go.mod',
  'yarn.lock',
  'requirements.txt',
  'package.json',
  'package-lock.json',
  '.gitattributes',
  '.github/workflows/a.yml',
  'apps/web/Dockerfile',
])('a long line of %s is judged in time, whatever it repeats', { timeout: 60_000 }, (path) => {
  const slow = repeated.flatMap((word) => {
    const start = seconds()
    told(file(path, 'x\n', `x${word.repeat(2 ** 18 / word.length)}y\n`))
    const took = seconds() - start
    return took < 2 ? [] : [`${word}: ${took.toFixed(1)} s`]
  })
  expect(slow).toEqual([])
})
