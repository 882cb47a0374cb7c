import { spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { home } from '@slipway/cli'
import { exec } from '@slipway/cli/exec'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const bin = 'tools/slipway/bin'
const launcher = `${bin}/slipway.cjs`
const platform = `node-${process.platform}-${process.arch}`

let root = ''
const put = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
  chmodSync(path.join(root, file), 0o755)
}
/** A packaged Node of another version, which says that it was started and with what. */
const packaged = (file: string, script = `echo "${file} $*"; exit 7`) => put(file, `#!/bin/sh\n${script}\n`)
const version = (text: string) => put('node_modules/node/package.json', JSON.stringify({ version: text }))

beforeEach(() => {
  root = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-bin-'))
  put('tools/slipway/package.json', '{ "type": "module" }')
  for (const file of [
    'slipway',
    'packaged-node',
    'start',
    'answer-imports',
    'own-imports',
    'package-imports',
    'beside',
  ].map((name) => `${bin}/${name}.cjs`))
    cpSync(path.join(home, file), path.join(root, file))
  put(`${bin}/main.ts`, 'const said: string = process.argv.slice(2).join()\nconsole.log(`here ${said}`)\n')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const start = (...words: readonly string[]) => exec(process.execPath, [path.join(root, launcher), ...words])
const entry = () => path.join(root, bin, 'start.cjs')

describe('the bin', () => {
  it.each([
    'node_modules/node/bin/node',
    `node_modules/node/node_modules/${platform}/bin/node`,
    `node_modules/${platform}/bin/node`,
    `node_modules/node-bin-${process.platform}-${process.arch}/bin/node`,
  ])('goes on in %s, with its words and its exit code', async (file) => {
    version('99.0.0')
    packaged(file)
    expect(await start('gen', '--app', 'a b')).toMatchObject({
      code: 7,
      stdout: `${file} ${entry()} gen --app a b\n`,
    })
  })

  it('stays in a Node that is the packaged one', async () => {
    version(process.version.slice(1))
    packaged('node_modules/node/bin/node')
    expect(await start('a', 'b')).toMatchObject({ code: 0, stdout: 'here a,b\n' })
  })

  it('stays in a Node that is new enough, where none is packaged for this machine', async () => {
    version('99.0.0')
    expect(await start('a')).toMatchObject({ code: 0, stdout: 'here a\n' })
  })

  it('says what to do where the packaged one does not start', async () => {
    version('99.0.0')
    put('node_modules/node/bin/node', 'no program')
    chmodSync(path.join(root, 'node_modules/node/bin/node'), 0o644)
    expect(await start()).toMatchObject({ code: 1, stderr: expect.stringContaining('does not start') as unknown })
  })

  it.each<[NodeJS.Signals, string, number | null, NodeJS.Signals | null]>([
    ['SIGTERM', 'process.exit(3)', 3, null],
    ['SIGINT', 'process.exit(4)', 4, null],
    ['SIGHUP', 'process.exit(5)', 5, null],
    ['SIGTERM', 'process.kill(process.pid, "SIGKILL")', null, 'SIGKILL'],
  ])('passes %s on, and ends as what it started: %s', async (signal, then, code, by) => {
    version('99.0.0')
    const script = `process.on('${signal}', () => ${then}); console.log('ready'); setTimeout(() => {}, 20_000)`
    put('node_modules/node/bin/node', `#!${process.execPath}\n${script}\n`)
    const child = spawn(process.execPath, [path.join(root, launcher)], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise((resolve) => child.once('close', (...how) => resolve(how)))
    child.stdout.once('data', () => child.kill(signal))
    expect(await ended).toEqual([code, by])
  })
})

describe('the command', () => {
  const slipway = (words: readonly string[], cwd = home) =>
    exec(process.execPath, [path.join(home, launcher), ...words], { cwd })

  it.each<[string, number, string, string]>([
    ['--help', 0, 'stdout', '  gen '],
    ['-h', 0, 'stdout', 'For those who maintain Slipway'],
    ['', 2, 'stderr', 'Usage: npx slipway VERB'],
    ['gne', 2, 'stderr', 'There is no verb "gne"; did you mean "gen"?'],
    ['constructor', 2, 'stderr', 'There is no verb "constructor"'],
    ['help gen', 0, 'stdout', 'Usage: npx slipway gen '],
    ['gen --help', 0, 'stdout', 'Usage: npx slipway gen '],
    ['release bump --help', 0, 'stdout', 'Usage: npx slipway release bump APP TARGET'],
    ['gen --chek', 2, 'stderr', 'did you mean "--check"?'],
    ['check --app nowhere', 1, 'stderr', 'unknown-app'],
  ])('%s: exit %i and words on %s', async (line, code, stream, said) => {
    const ran = await slipway(line.split(' ').filter(Boolean), path.join(home, 'tools/slipway'))
    expect([ran.code, ran[stream as 'stdout']]).toEqual([code, expect.stringContaining(said)])
  })

  it.skipIf(process.platform === 'win32')('goes on in silence when its reader has enough', async () => {
    const line = '(' + `"$0" ${launcher} check --rules; echo "$?" >&2) | head -c 1 > /dev/null`
    const ran = await exec('sh', ['-c', line, process.execPath], { cwd: home })
    expect(ran.stderr).toBe('0\n')
  })

  it('reads relative paths from where the person stands', async () => {
    put('old/a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n')
    put('new/.keep', '')
    const ran = await slipway(['review', 'old', 'new', '--json'], root)
    expect(JSON.parse(ran.stdout)).toMatchObject({ level: expect.any(String) as unknown })
  })
})
