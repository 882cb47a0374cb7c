import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { importData } from '../import-data.ts'

const root = mkdtempSync(path.join(tmpdir(), 'slipway-steady-'))
mkdirSync(path.join(root, 'apps/web'), { recursive: true })
afterAll(() => rmSync(root, { recursive: true, force: true }))

function ran(code: string): unknown {
  writeFileSync(path.join(root, 'apps/web/app.ts'), code)
  const said = importData(root, 'apps/web/app.ts')
  return said.ok ? said.value : said.issues.map(({ code, got }) => `${code}: ${got}`)
}

const may = 'which code of an estate may not'
/** What each of these expressions throws, all in one process: to start one costs more than the rest of the test. */
function thrownBy(expressions: readonly string[], imports = ''): unknown {
  const tries = expressions.map((one) => `() => { ${one.startsWith('class') ? `new (${one})()` : one} }`).join(', ')
  return ran(
    `${imports}const said: string[] = []; for (const one of [${tries}] as any[]) { try { one(); said.push('ran') } catch (error: any) { said.push(error.message) } } export default { said }`,
  )
}

const clocks: readonly (readonly [string, string])[] = [
  ['Date.now()', 'Date.now'],
  ['new Date()', 'new Date()'],
  ['Date()', 'new Date()'],
  ['new (new Date(0).constructor)()', 'new Date()'],
  ['Reflect.construct(Date, [])', 'new Date()'],
  ['class extends Date {}', 'new Date()'],
  ['new Intl.DateTimeFormat().format()', 'Intl.DateTimeFormat without a moment'],
  ['new Intl.DateTimeFormat().formatToParts()', 'Intl.DateTimeFormat without a moment'],
  ['process.hrtime()', 'process.hrtime'],
  ['process.uptime()', 'process.uptime'],
  ['Math.random()', 'Math.random'],
]
it('refuses what differs from run to run', () => {
  expect(thrownBy(clocks.map(([expression]) => expression))).toEqual({
    said: clocks.map(([, name]) => expect.stringContaining(`it calls ${name}, ${may}`) as unknown),
  })
  expect(ran('export default { it: String(process.hrtime.bigint) }')).toEqual({ it: 'undefined' })
})

const ofCrypto: readonly (readonly [string, string])[] = [
  ...['randomBytes', 'randomUUID', 'randomInt', 'generateKeyPairSync', 'createSign'].map(
    (name) => [`it.${name}(8)`, `crypto.${name}`] as const,
  ),
  ['it.getRandomValues(new Uint8Array(8))', 'crypto.webcrypto.getRandomValues'],
  ['it.webcrypto.getRandomValues(new Uint8Array(8))', 'crypto.webcrypto.getRandomValues'],
  ['it.webcrypto.randomUUID()', 'crypto.webcrypto.randomUUID'],
  ['it.webcrypto.subtle.digest(1)', 'crypto.webcrypto.subtle'],
]
it('refuses what the crypto module makes up', () => {
  const imports = "import all from 'node:crypto'; const it: any = all; "
  expect(
    thrownBy(
      ofCrypto.map(([call]) => call),
      imports,
    ),
  ).toEqual({
    said: ofCrypto.map(
      ([, name]) => expect.stringContaining(name.endsWith('subtle') ? 'subtle' : `it calls ${name}, ${may}`) as unknown,
    ),
  })
})

it.each([
  ['Math.random()', 'Math.random'],
  ['crypto.randomUUID()', 'crypto.randomUUID'],
])('%s ends the file that calls it, with its line', (call, name) => {
  expect(ran(`import crypto from 'node:crypto'; ${call}; export default {}`)).toEqual([
    `does-not-run: line 1: it calls ${name}, ${may}`,
  ])
})

it('lets packages that throw dice as they load fall the same way each time', () => {
  expect(ran("import { ConfigMap } from 'cdk8s-plus-27'; export default { is: typeof ConfigMap }")).toEqual({
    is: 'function',
  })
})

it.each([
  "import ts from 'import-fresh'; (ts as any)('vm').runInNewContext('Date.now()')",
  "import ts from 'import-fresh'; (ts as any)('node:perf_hooks').performance.now()",
  "import ts from 'import-fresh'; (ts as any)('os').uptime()",
  "import ts from 'import-fresh'; new ((ts as any)('node:sqlite').DatabaseSync)('/tmp/slipway-steady.db')",
  "import ts from 'import-fresh'; (ts as any)('module').registerHooks({})",
  "import ts from 'import-fresh'; (ts as any)('net').connect('/tmp/slipway-steady.sock')",
  "import ts from 'import-fresh'; (ts as any)('module').createRequire('/')('net')",
])('a package hands out no clock, no file and no socket: %s', (code) => {
  expect(ran(`${code}; export default {}`)).toEqual([expect.stringMatching(/^does-not-run: /)])
})

it('has no other clock, and no other dice', () => {
  const names = ['performance', 'Temporal', 'crypto', 'File', 'navigator']
  expect(ran(`export default { left: ${JSON.stringify(names)}.filter((name) => name in globalThis) }`)).toEqual({
    left: [],
  })
  expect(ran("export default { at: new Event('a').timeStamp, pids: [process.pid, process.ppid] }")).toEqual({
    at: 0,
    pids: [0, 0],
  })
  expect(
    ran("export default { url: 'createObjectURL' in URL, sum: Buffer.allocUnsafe(99).reduce((a, b) => a + b) }"),
  ).toEqual({
    url: false,
    sum: 0,
  })
  expect(ran("import { File } from 'node:buffer'; new File([], 'a'); export default {}")).toEqual([
    'does-not-run: line 1: TypeError: File is not a constructor',
  ])
})

it('still has given moments, and checksums', () => {
  const code = `import { createHash } from 'node:crypto'
const day = new Date(Date.UTC(2026, 0, 31))
export default {
  iso: day.toISOString(),
  year: new Date('2026-01-31').getUTCFullYear(),
  is: day instanceof Date,
  shown: new Intl.DateTimeFormat('en', { timeZone: 'UTC' }).format(day),
  sum: createHash('sha256').update('a').digest('hex').slice(0, 8),
}`
  expect(ran(code)).toEqual({
    iso: '2026-01-31T00:00:00.000Z',
    year: 2026,
    is: true,
    shown: '1/31/2026',
    sum: 'ca978112',
  })
})
