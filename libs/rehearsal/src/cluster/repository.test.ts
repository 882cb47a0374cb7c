import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certify } from './certificates.ts'
import { openEgressProxy, type EgressProxy } from './egress-proxy.ts'
import { openRepository, type Repository } from './repository.ts'

const run = promisify(execFile)
const url = 'https://git.example.invalid/acme/slipway.git'
let folder: string
let repository: Repository
let outside: EgressProxy

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'slipway-repository-'))
  const certificate = await certify(path.join(folder, 'certificate'), 'git.example.invalid', ['git.example.invalid'])
  repository = await openRepository(folder, url, 'trunk')
  outside = await openEgressProxy({ host: 'git.example.invalid:443', certificate, served: repository.served })
})
afterAll(async () => {
  await outside.close()
  rmSync(folder, { recursive: true, force: true })
})

const git = async (...args: string[]) =>
  (
    await run('git', ['-c', 'http.sslVerify=false', ...args], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_TERMINAL_PROMPT: '0',
        HTTPS_PROXY: outside.proxy,
      },
    })
  ).stdout.trim()

describe('a repository behind its own URL', () => {
  const clone = () => path.join(folder, 'clone')

  it('is cloned through the proxy; its commits hold exactly the files given', async () => {
    const first = await repository.commit(
      'one',
      new Map([
        ['a.yaml', 'a: 1\n'],
        ['deep/b.yaml', 'b: 1\n'],
      ]),
    )
    expect(first.changed).toBe(2)
    await git('clone', '--quiet', url, clone())
    expect(await git('-C', clone(), 'rev-parse', 'HEAD')).toBe(first.sha)
    expect(await git('-C', clone(), 'branch', '--show-current')).toBe('trunk')
    const second = await repository.commit(
      'two',
      new Map([
        ['a.yaml', 'a: 2\n'],
        ['c.yaml', 'c: 1\n'],
      ]),
    )
    expect(second.changed).toBe(3)
    await git('-C', clone(), 'pull', '--quiet')
    expect(await git('-C', clone(), 'ls-files')).toBe('a.yaml\nc.yaml')
    expect(readFileSync(path.join(clone(), 'a.yaml'), 'utf8')).toBe('a: 2\n')
  })

  it('a revert is a commit of its own that brings the files before back', async () => {
    const reverted = await repository.revert('back to one')
    expect(Object.fromEntries(reverted.files)).toEqual({ 'a.yaml': 'a: 1\n', 'deep/b.yaml': 'b: 1\n' })
    await git('-C', clone(), 'pull', '--quiet')
    expect(await git('-C', clone(), 'log', '--format=%s')).toBe('back to one\ntwo\none')
    expect(existsSync(path.join(clone(), 'c.yaml'))).toBe(false)
  })

  it('nobody pushes into it from outside', async () => {
    await expect(
      git('-C', clone(), '-c', 'user.name=x', '-c', 'user.email=x@invalid', 'push', '--quiet', 'origin', 'HEAD:other'),
    ).rejects.toThrow(/403|not permitted|denied/)
  })
})

describe('the outside', () => {
  const through = (asked: string) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const proxy = new URL(outside.proxy)
      get({ host: proxy.hostname, port: proxy.port, path: asked, agent: false }, (answer) => {
        let text = ''
        answer
          .setEncoding('utf8')
          .on('data', (part: string) => (text += part))
          .on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
      }).on('error', reject)
    })

  it('refuses hosts that it does not know, and remembers them', async () => {
    await expect(git('ls-remote', 'https://elsewhere.invalid/x.git')).rejects.toThrow('502')
    expect(await through('http://metrics.invalid:9090/api?q=1')).toEqual({
      status: 502,
      text: 'the rehearsal knows no metrics.invalid:9090\n',
    })
    expect(outside.refused()).toEqual(['elsewhere.invalid:443', 'metrics.invalid:9090'])
  })

  it('leads a name to a port of this machine', async () => {
    const server = createServer((socket) =>
      socket.once('data', (asked) => {
        const [line = ''] = asked.toString().split('\r\n')
        socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${line.length}\r\nConnection: close\r\n\r\n${line}`)
      }),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    outside.name('prometheus.invalid:9090', (server.address() as AddressInfo).port)
    expect(await through('http://prometheus.invalid:9090/api?q=1')).toEqual({
      status: 200,
      text: 'GET /api?q=1 HTTP/1.1',
    })
    await new Promise((resolve) => server.close(resolve))
    expect((await through('http://prometheus.invalid:9090/api')).status).toBe(502)
  })
})
