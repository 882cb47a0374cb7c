import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pending, poll, seen } from '../pace/poll.ts'
import { answersHttp, freePorts, lastWords, runtime, type Runtime } from './runtime.ts'
import path from 'node:path'

let folder: string
let processes: Runtime

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slipway-runtime-'))
  processes = runtime(folder, () => 'sh')
})
afterEach(async () => {
  await processes.stopAll()
  rmSync(folder, { recursive: true, force: true })
})

const exists = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
const sh = (name: string, script: string, env?: Record<string, string>) =>
  processes.start({ name, program: 'etcd', args: ['-c', script], ...(env === undefined ? {} : { env }) })
const over = (running: { alive(): boolean }) =>
  poll(() => (running.alive() ? pending() : seen(undefined)), { what: 'the end', within: 20, every: 5 })

describe('runtime', () => {
  it('stops everything that was started, and starts nothing afterwards', async () => {
    const started = [sh('one', 'exec sleep 1000'), sh('two', 'exec sleep 1000'), sh('three', 'exec sleep 1000')]
    expect(started.map(({ pid }) => exists(pid))).toEqual([true, true, true])
    await processes.stopAll()
    expect(started.map(({ pid, alive }) => exists(pid) || alive())).toEqual([false, false, false])
    expect(processes.fallen()).toEqual([])
    expect(() => sh('four', 'true')).toThrow('four is not started: the rehearsal is over')
    await processes.stopAll()
  })

  it('tells who ended without being asked, in its own words', async () => {
    const running = sh('etcd', 'echo starting; echo "fatal: no space left"; exit 3')
    await over(running)
    expect(processes.fallen()).toEqual(['etcd ended by itself: fatal: no space left'])
  })

  it('a program that ends before it answers is told at once, with its last words', async () => {
    const what = { program: 'redis' as const, args: ['-c', 'echo "Error: bad port"; exit 1'] }
    await expect(processes.serve(what, () => Promise.resolve(false))).rejects.toThrow(
      'redis ended when it was started:\nError: bad port',
    )
  })

  it('one that never answers is told with its last words, too', async () => {
    const what = { name: 'argo', program: 'argocd' as const, args: ['-c', 'echo waiting for godot; exec sleep 1000'] }
    // Its first look takes until it has said something.
    const silent = async ({ log }: { log: string }) => {
      const said = () => (lastWords(log) === '' ? pending() : seen(false))
      return poll(said, { what: 'words', within: 20, every: 5 })
    }
    await expect(processes.serve(what, silent, 0)).rejects.toThrow(/waited 0 s for argo to answer[^]*waiting for godot/)
  })

  it('what cannot be started at all has no process', async () => {
    const none = runtime(folder, () => path.join(folder, 'no-such-program'))
    const what = { name: 'gone', program: 'etcd' as const, args: [] }
    const running = none.start(what)
    await over(running)
    await running.stop()
    await expect(none.serve(what, () => Promise.resolve(false))).rejects.toThrow('gone ended when it was started')
  })

  it('passes on no proxy, cluster or cloud of the user, and a home of its own', async () => {
    const before = process.env['KUBECONFIG']
    process.env['KUBECONFIG'] = '/somewhere'
    try {
      const running = sh('env', 'env', { MARK: 'given' })
      await over(running)
      const said = readFileSync(running.log, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split('=')[0])
      expect(said).toEqual(expect.arrayContaining(['MARK', 'HOME', 'PATH']))
      expect(said).not.toContain('KUBECONFIG')
      expect(readFileSync(running.log, 'utf8')).toContain(`HOME=${path.join(folder, 'home')}`)
    } finally {
      if (before === undefined) delete process.env['KUBECONFIG']
      else process.env['KUBECONFIG'] = before
    }
  })
})

describe('freePorts', () => {
  it('are as many as asked for, all different', async () => {
    const ports = await freePorts(20)
    // Ports for outgoing connections begin at 32768 on Linux, and at 49152 elsewhere.
    expect(ports.every((port) => port < 32_768)).toBe(true)
    expect([ports.length, new Set(ports).size, ports.every((port) => port > 0)]).toEqual([20, 20, true])
  })
})

describe('answersHttp', () => {
  it.each([
    [200, true],
    [204, true],
    [503, false],
  ])('%i is %s', async (status, good) => {
    const server = createServer((_asked, answer) => answer.writeHead(status).end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    expect(await answersHttp(`http://127.0.0.1:${port}/`)).toBe(good)
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    expect(await answersHttp(`http://127.0.0.1:${port}/`)).toBe(false)
  })
})
