import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exec, execSync, type ExecOptions } from './exec.ts'

const node = (script: string): readonly [string, readonly string[]] => [process.execPath, ['-e', script]]
const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slipway-exec-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.each<[string, (command: string, args: readonly string[], options?: ExecOptions) => unknown]>([
  ['exec', exec],
  ['execSync', execSync],
])('%s', (_, run) => {
  const ran = async (script: string, options?: ExecOptions) => run(...node(script), options)

  it.each<[string, object]>([
    ['', { code: 0, stdout: '', stderr: '', missing: false }],
    ['console.log("a b"); console.error("c"); process.exitCode = 3', { code: 3, stdout: 'a b\n', stderr: 'c\n' }],
    ['process.kill(process.pid, "SIGKILL")', { code: undefined, missing: false }],
    ['process.stdout.write("é".repeat(100_000))', { stdout: 'é'.repeat(100_000) }],
  ])('says what became of: %s', async (script, expected) => expect(await ran(script)).toMatchObject(expected))

  it('gives its input, in text and in bytes', async () => {
    for (const input of ['ä\n', Buffer.from([0, 255, 10])])
      expect(await ran('process.stdin.pipe(process.stdout)', { input })).toMatchObject({ bytes: Buffer.from(input) })
  })

  it('has no input otherwise, the folder and nothing but the environment that it is given', async () => {
    const script =
      'process.stdin.resume(); console.log(JSON.stringify([process.cwd(), process.env.A, process.env.HOME]))'
    expect(await ran(script, { cwd: folder, env: { A: '1' } })).toMatchObject({
      stdout: `${JSON.stringify([folder, '1', null])}\n`,
    })
  })

  it('takes words as they are: no shell is between', async () => {
    expect(await run(process.execPath, ['-p', 'process.argv[1]', '$HOME; "quoted" *'])).toMatchObject({
      stdout: '$HOME; "quoted" *\n',
    })
  })

  it('says that there is no such program', async () => {
    expect(await run('no-such-program', [])).toMatchObject({
      code: undefined,
      missing: true,
      stderr: expect.stringContaining('ENOENT') as unknown,
    })
  })

  it('ends it when its time is over', async () => {
    const begun = performance.now()
    expect(await ran('setTimeout(() => {}, 60_000)', { timeout: 300 })).toMatchObject({ code: undefined })
    expect(performance.now() - begun).toBeLessThan(20_000)
  })
})

describe('exec', () => {
  it('needs no shell: nothing has to be on PATH', () => {
    const script = `import { exec, execSync } from ${JSON.stringify(path.join(import.meta.dirname, 'exec.ts'))}
      const words = [process.execPath, ['-p', '1']]
      console.log((await exec(...words)).stdout + execSync(...words).stdout)`
    const args = ['--input-type=module', '-e', script]
    expect(execSync(process.execPath, args, { env: { PATH: folder } })).toMatchObject({ code: 0, stdout: '1\n1\n\n' })
  })

  it.each(['/no/such/program', process.execPath])('leaves no clock running after %s', (program) => {
    const script = `import { exec } from ${JSON.stringify(path.join(import.meta.dirname, 'exec.ts'))}
      await exec(${JSON.stringify(program)}, ['-p', '1'], { timeout: 600_000 })`
    const args = ['--input-type=module', '-e', script]
    expect(execSync(process.execPath, args, { timeout: 30_000 })).toMatchObject({ code: 0 })
  })

  const parent = `
    const { pid } = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })
    console.error(pid)
    setInterval(() => {}, 1000)`

  it('ends all that a group started, though it holds on to our pipes', async () => {
    const stop = new AbortController()
    let pid = 0
    const line = (text: string) => {
      pid = Number(text)
      stop.abort()
    }
    expect(await exec(...node(parent), { group: true, line, signal: stop.signal })).toMatchObject({ code: undefined })
    for (let i = 0; i < 100 && isRunning(pid); i++) await sleep(50)
    expect([pid > 0, isRunning(pid)]).toEqual([true, false])
  })

  it('does not begin what is over', async () => {
    expect(await exec(...node('console.log(1)'), { signal: AbortSignal.abort() })).toMatchObject({ code: undefined })
  })

  it('tells the lines of standard error as they come, and keeps the end of what is written', async () => {
    const lines: string[] = []
    const script = 'for (let i = 0; i < 20000; i++) console.error("line " + i)'
    const { stderr } = await exec(...node(script), { line: (text) => lines.push(text), keep: 1000 })
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([20_000, 'line 0', 'line 19999'])
    expect([stderr.length, stderr.endsWith('line 19999\n')]).toEqual([1000, true])
  })
})
