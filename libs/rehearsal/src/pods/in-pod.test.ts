import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const run = promisify(execFile)
const preload = path.join(import.meta.dirname, 'in-pod.ts')
const said = async (code: string, env: Readonly<Record<string, string>> = {}) => {
  const asked = run(process.execPath, ['--import', preload, '--eval', code], {
    env: { ...env, REHEARSAL_POD_IP: '127.0.0.1' },
  })
  return asked.then(
    ({ stdout }) => stdout.trim(),
    (error: unknown) => `exit ${(error as { code: number }).code}`,
  )
}
const server =
  'const s = require("http").createServer(); const done = () => { console.log(s.address().address); s.close() }; '

describe('in a pod', () => {
  it.each([
    ['listen(port)', 's.listen(0, done)'],
    ['listen(port) of all addresses', 's.listen(0, "0.0.0.0", done)'],
    ['listen({ port })', 's.listen({ port: 0 }, done)'],
    ['listen({ port, host })', 's.listen({ port: 0, host: "::" }, done)'],
    ['listen(port, backlog)', 's.listen(0, undefined, 5, done)'],
  ])("%s is of the pod's own address", async (_, code) => expect(await said(server + code)).toBe('127.0.0.1'))

  it('finds no other Service, and says so at once', async () => {
    expect(await said('fetch("http://catalog.shop/").catch((error) => console.log(error.cause.code))')).toBe(
      'ENOTFOUND',
    )
  })

  it('ends by itself where the version is bad so', async () =>
    expect(await said('setInterval(() => {}, 1000)', { REHEARSAL_CRASH_AFTER: '0' })).toBe('exit 1'))

  it.each([
    ['a person gets nothing that was asked for', 'firefox', '200 {}'],
    ['a probe is answered as ever', 'kube-probe/1.36', '204 '],
  ])('%s from a version that is wrong', async (_, agent, words) => {
    const code = `const s = require('http').createServer((q, a) => a.writeHead(204).end()); s.listen(0, async () => {
      const answer = await fetch('http://127.0.0.1:' + s.address().port, { headers: { 'user-agent': '${agent}' } })
      console.log(answer.status, await answer.text()); process.exit() })`
    expect(await said(code, { REHEARSAL_WRONG: '1' })).toBe(words.trim())
  })

  it('takes more and more', async () => {
    const code = 'setInterval(() => { if (process.memoryUsage().arrayBuffers > 2 ** 20) process.exit(3) }, 20)'
    expect(await said(code, { REHEARSAL_GROW_AFTER: '0', REHEARSAL_GROW: '20' })).toBe('exit 3')
  })

  it('fails what it is asked when it falls ill, and is well again', async () => {
    const code = `const s = require('http').createServer((q, a) => a.end()); const told = (next) => { process.kill(process.pid, 'SIGUSR2'); setImmediate(next) }
      const ask = async () => (await fetch('http://127.0.0.1:' + s.address().port)).status
      s.listen(0, async () => { const seen = [await ask()]; for (const _ of [1, 2]) { await new Promise(told); await ask(); seen.push(await ask()) }; console.log(seen.join()); process.exit() })`
    expect(await said(code)).toBe('200,500,200')
  })
})
