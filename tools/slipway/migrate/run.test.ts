import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isAfter, migrate } from './run.ts'

let top = ''
const put = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(top, file)), { recursive: true })
  writeFileSync(path.join(top, file), text)
}
/** Writes its letter after what is there, once. */
const letter = (one: string) =>
  `export default { what: '', run: ({ read }) => ({ steps: [], edits: read('root.txt').includes('${one}') ? [] : [{ file: 'root.txt', text: read('root.txt') + '${one}', what: 'gets ${one}' }] }) }\n`
beforeEach(() => {
  top = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-migrate-'))
  put('migrations/0.10.0/c.ts', letter('c'))
  put('migrations/0.9.0/a.ts', letter('a'))
  put('migrations/0.9.0/b.ts', letter('b'))
  put('migrations/0.9.0/b.test.ts', 'throw new Error("a test is no migration")')
  put('root.txt', '')
})
afterEach(() => rmSync(top, { recursive: true }))

describe('migrate', () => {
  it.each([
    ['0.8.1', 'abc'],
    ['0.9.0', 'c'],
    ['0.10.0', ''],
    ['unknown', 'abc'],
  ])('since %s writes %j, oldest first, and then nothing', async (since, want) => {
    const run = async () => (await migrate(top, since, path.join(top, 'migrations'))).changed.map(({ what }) => what)
    expect(await run()).toEqual([...want].map((one) => `gets ${one}`))
    expect(readFileSync(path.join(top, 'root.txt'), 'utf8')).toBe(want)
    expect(await run()).toEqual([])
  })

  it('reads and writes through no link', async () => {
    put('outside.txt', '')
    put('migrations/0.11.0/d.ts', letter('d').replaceAll("read('root.txt')", "(read('root.txt') ?? 'd')"))
    rmSync(path.join(top, 'root.txt'))
    symlinkSync('outside.txt', path.join(top, 'root.txt'))
    expect((await migrate(top, '0.10.0', path.join(top, 'migrations'))).changed).toEqual([])
    expect(readFileSync(path.join(top, 'outside.txt'), 'utf8')).toBe('')
  })

  it('has nothing to do where there are none', async () => {
    expect(await migrate(top, '0.0.0', path.join(top, 'no'))).toEqual({ changed: [], steps: [] })
  })
})

it.each([
  ['0.10.0', '0.9.0', true],
  ['0.9.0', '0.10.0', false],
  ['1.0.0', '1.0.0', false],
  ['1.0.1', '1.0.0-rc.1', true],
  ['0.0.1', 'unknown', true],
])('%s comes after %s: %s', (version, than, want) => expect(isAfter(version, than)).toBe(want))
