import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { importData } from '../import-data.ts'
import plainData, { withOddValues } from './plain-data.ts'

const root = mkdtempSync(path.join(tmpdir(), 'slipway-sandbox-'))
mkdirSync(path.join(root, 'apps/web'), { recursive: true })
mkdirSync(path.join(root, 'apps/other'), { recursive: true })
afterAll(() => rmSync(root, { recursive: true, force: true }))
const put = (file: string, text: string) => writeFileSync(path.join(root, file), text)

function ran(code: string): unknown {
  put('apps/web/app.ts', code)
  const said = importData(root, 'apps/web/app.ts')
  return said.ok ? said.value : said.issues.map(({ code, got }) => `${code}: ${got}`)
}

put('apps/web/notes.json', '{"a":1}')
put('apps/web/shared.ts', 'export const port: number = 8080\n')
put('apps/other/secret.txt', 'other')
symlinkSync('../other/secret.txt', path.join(root, 'apps/web/link.txt'))

it.each<[string, string, unknown]>([
  [
    'may compute, from files of its own folder',
    "import { readFileSync } from 'node:fs'\nimport { defineApp } from '@slipway/spec'\nimport { port } from './shared.ts'\nimport notes from './notes.json' with { type: 'json' }\nexport default defineApp({ port, notes, text: readFileSync('apps/web/notes.json', 'utf8') })",
    { port: 8080, notes: { a: 1 }, text: '{"a":1}' },
  ],
  ['has no environment', 'export default { env: Object.keys(process.env) }', { env: [] }],
  [
    'reads no other folder, nor through a link',
    "import { readFileSync } from 'fs'\nexport default readFileSync(new URL('./link.txt', import.meta.url))",
    ['does-not-run: line 2: it reads apps/web/link.txt, which a link leads out of its folder apps/web'],
  ],
  [
    'reads no other folder by its name',
    "import { readFileSync } from 'fs'\nexport default readFileSync('apps/other/secret.txt')",
    ['does-not-run: line 2: it reads apps/other/secret.txt, which is not in its folder apps/web'],
  ],
  [
    'says what it may not import',
    "import 'node:http'\nexport default {}",
    ['does-not-run: it imports "node:http", which code of an estate may not'],
  ],
  [
    'says what it may not call',
    'process.exit(0)',
    ['does-not-run: line 1: it calls process.exit, which code of an estate may not'],
  ],
  ['may throw anything', 'throw { toJSON() { throw 1 } }', ['does-not-run: it throws something that cannot be shown']],
])('code of an app %s', (_, code, expected) => {
  expect(ran(code)).toEqual(expected)
})

it('does not suffer from a file that broke the compiler of TypeScript in its process', () => {
  const deep = `export default ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`
  for (let i = 0; i < 8; i++) expect(ran(deep)).toEqual([expect.stringMatching(/^does-not-run: /)])
  expect(ran("const n: string = 'b'\nexport default { n }")).toEqual({ n: 'b' })
})

it('reads a file anew each time', () => {
  expect([ran("const n = 'a'\nexport default { n }"), ran("const n = 'b'\nexport default { n }")]).toEqual([
    { n: 'a' },
    { n: 'b' },
  ])
})

it('carries what JSON has no word for, and refuses objects that are more than their fields', () => {
  const odd = { a: [undefined, 1n, NaN], f: () => 1, at: new Date(0), ['__proto__']: 1, p: { __proto__: { b: 1 } } }
  const sent = JSON.parse(JSON.stringify(plainData(odd))) as ReturnType<typeof plainData>
  expect(withOddValues(sent)).toMatchObject({ a: [undefined, 1n, NaN], f: expect.any(Function) as unknown })
  expect(Object.keys(withOddValues(sent) as object)).toContain('__proto__')
  expect(sent.odd.filter(({ kind }) => kind === 'object').map(({ at, text }) => [at, text])).toEqual([
    [['at'], 'an object of Date'],
    [['p'], 'an object of a prototype that __proto__ set'],
  ])
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  expect(() => plainData(circle)).toThrow('holds itself')
})
