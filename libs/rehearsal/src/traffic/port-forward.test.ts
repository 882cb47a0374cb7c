import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { createServer as createHttp, get } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openPortForward, readdressed } from './port-forward.ts'
import { freePort } from '../cluster/runtime.ts'
import { sandbox } from '../cluster/sandbox.ts'

const undo: (() => unknown)[] = []
afterEach(() => {
  for (const each of undo.splice(0).reverse()) each()
})

const folder = () => {
  const made = mkdtempSync(path.join(tmpdir(), 'slipway-door-'))
  undo.push(() => rmSync(made, { recursive: true, force: true }))
  return made
}
const ask = (port: number) =>
  new Promise<string>((resolve) =>
    get({ host: '127.0.0.1', port, agent: false }, (answer) => {
      let said = ''
      answer
        .setEncoding('utf8')
        .on('data', (part: string) => (said += part))
        .on('end', () => resolve(said))
    }).on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error')),
  )

describe('openPortForward', () => {
  it('leads from loopback through a socket in a folder to loopback, and closes for good', async () => {
    const server = createHttp((_asked, answer) => answer.end('inside'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    undo.push(() => server.close())
    const socket = path.join(folder(), 'door')
    const inner = await openPortForward({ path: socket }, { port: (server.address() as AddressInfo).port })
    const outer = await openPortForward({ port: 0 }, { path: socket })
    expect(await ask(outer.port)).toBe('inside')
    inner.close()
    outer.close()
    expect([await ask(outer.port), existsSync(socket)]).toEqual(['ECONNREFUSED', false])
  })

  it.runIf(sandbox('true', []).isolated)('leads into a network namespace of its own', async () => {
    const socket = path.join(folder(), 'door')
    const script = `
      import { createServer } from 'node:http'
      import { openPortForward } from ${JSON.stringify(path.join(import.meta.dirname, 'port-forward.ts'))}
      import { furnish } from ${JSON.stringify(path.join(import.meta.dirname, '../cluster/sandbox.ts'))}
      furnish(${JSON.stringify(folder())})
      const server = createServer((asked, answer) => answer.end('from inside'))
      server.listen(0, '127.0.0.1', async () => {
        await openPortForward({ path: ${JSON.stringify(socket)} }, { port: server.address().port })
        console.log('open')
      })`
    const { command, args } = sandbox(process.execPath, ['--input-type=module', '-e', script])
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    undo.push(() => child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    const outer = await openPortForward({ port: 0 }, { path: socket })
    undo.push(outer.close)
    expect(await ask(outer.port)).toBe('from inside')
  })

  it('hangs up when nobody is on the other side', async () => {
    const outer = await openPortForward({ port: 0 }, { path: path.join(folder(), 'nobody') })
    undo.push(outer.close)
    expect(['ECONNRESET', 'EPIPE']).toContain(await ask(outer.port))
  })

  it('is refused where somebody else listens', async () => {
    const port = await freePort()
    const server = createServer().listen(port, '127.0.0.1')
    undo.push(() => server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    await expect(openPortForward({ port }, { port: 1 })).rejects.toThrow('EADDRINUSE')
  })
})

describe('readdressed', () => {
  it('changes the address and nothing else', () => {
    const config = (server: string) => ({
      kind: 'Config',
      clusters: [{ name: 'a', cluster: { server, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'b' }],
    })
    expect(JSON.parse(readdressed(JSON.stringify(config('https://127.0.0.1:1')), 'https://127.0.0.1:2'))).toEqual(
      config('https://127.0.0.1:2'),
    )
  })
})
