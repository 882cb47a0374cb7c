import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { never, pending, poll, seen } from '../pace/poll.ts'
import { need } from '../programs/needed.ts'
import type { ProgramName } from '../programs/programs.ts'
import path from 'node:path'

interface Start {
  readonly program: ProgramName
  /** The name of an instance, if several of a program run. */
  readonly name?: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface Running {
  readonly name: string
  readonly pid: number
  readonly log: string
  alive(): boolean
  stop(): Promise<void>
}

/** The processes and files of one rehearsal; several run side by side. */
export interface Runtime {
  readonly folder: string
  /** Makes a folder within that. */
  place(...names: readonly string[]): string
  start(start: Start): Running
  /** Starts a program and waits until it answers. @param ready a URL, or a look. @throws with its last words */
  serve(start: Start, ready: string | ((running: Running) => Promise<boolean>), within?: number): Promise<Running>
  /** Programs that ended by themselves, with their last words. */
  fallen(): readonly string[]
  /** Stops everything, controllers first. Can be called again. */
  stopAll(): Promise<void>
}

// No proxy, Kubernetes or cloud of the user may leak into a rehearsal.
const inherited = ['PATH', 'LANG', 'TMPDIR', 'SSL_CERT_FILE', 'SSL_CERT_DIR'] as const

// Go programs that live for a minute: less garbage collection saves a seventh of the CPU.
const memoryForTime = { GOGC: '400', GOMEMLIMIT: '2GiB' } as const

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

export function lastWords(log: string, lines = 4): string {
  try {
    const text = readFileSync(log, 'utf8')
      .trimEnd()
      .split('\n')
      .filter((line) => line.trim() !== '')
    const telling = text.filter((line) => /(^|\W)(error|fatal|panic|fail)/i.test(line))
    return (telling.length === 0 ? text : telling)
      .slice(-lines)
      .map((line) => line.slice(0, 400))
      .join('\n')
  } catch {
    return ''
  }
}

/** @param commandOf where a program is */
export function runtime(folder: string, commandOf: (program: ProgramName) => string = need): Runtime {
  const started: { running: Running; child: ChildProcess; wanted: boolean }[] = []
  const place = (...names: readonly string[]) => {
    const made = path.join(folder, ...names)
    mkdirSync(made, { recursive: true })
    return made
  }
  const [logs, home] = [place('logs'), place('home')]

  let over = false
  const start = ({ program, name = program, args, env }: Start) => {
    if (over) throw new Error(`${name} is not started: the rehearsal is over`)
    const log = path.join(logs, `${name}.log`)
    const out = openSync(log, 'a')
    const kept = Object.fromEntries(
      inherited.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]]])),
    )
    const child = spawn(commandOf(program), args, {
      cwd: folder,
      stdio: ['ignore', out, out],
      env: { ...kept, ...memoryForTime, HOME: home, ...env },
    })
    closeSync(out)
    const gone = new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
      child.once('error', () => resolve())
    })
    const stop = async () => {
      entry.wanted = false
      if (ended(child) || child.pid === undefined) return
      child.kill('SIGTERM')
      const hard = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await gone
      clearTimeout(hard)
    }
    const running: Running = {
      name,
      pid: child.pid ?? -1,
      log,
      alive: () => !ended(child) && child.pid !== undefined,
      stop,
    }
    const entry = { running, child, wanted: true }
    started.push(entry)
    return running
  }

  return {
    folder,
    place,
    start,
    serve: async (what, ready, within = 60) => {
      const running = start(what)
      const answers = typeof ready === 'string' ? () => answersHttp(ready) : () => ready(running)
      const answered = async () => {
        if (!running.alive()) return never(`${running.name} ended when it was started:`)
        return (await answers()) ? seen(running) : pending()
      }
      return poll(answered, { what: `${running.name} to answer`, within, every: 50 }).catch((error: unknown) => {
        throw new Error(`${(error as Error).message}\n${lastWords(running.log)}`)
      })
    },
    fallen: () =>
      started
        .filter(({ running, wanted }) => wanted && !running.alive())
        .map(({ running }) => `${running.name} ended by itself: ${lastWords(running.log, 1)}`),
    stopAll: async () => {
      over = true
      for (const entry of started) entry.wanted = false
      // Controllers before what they talk to, so that none waits for an answer.
      const [base, rest] = [started.slice(0, 2), started.slice(2)]
      await Promise.all(rest.map(({ running }) => running.stop()))
      for (const { running } of base.reverse()) await running.stop()
    },
  }
}

// Below the ports for outgoing connections, which could take one between our check and the program's start.
const firstPort = 10_000
const portCount = 20_000
const given = new Set<number>()

const bindable = (port: number) =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

export async function freePorts(count: number): Promise<readonly number[]> {
  const ports: number[] = []
  for (let tries = 0; ports.length < count; tries += 1) {
    if (tries > 1000) throw new Error(`no free port between ${firstPort} and ${firstPort + portCount}`)
    const port = firstPort + Math.floor(Math.random() * portCount)
    if (given.has(port)) continue
    given.add(port)
    if (await bindable(port)) ports.push(port)
  }
  return ports
}

export const freePort = async (): Promise<number> => (await freePorts(1))[0] ?? 0

/** Options of a Go program. */
export const flags = (values: Readonly<Record<string, string | number | boolean | undefined>>): readonly string[] =>
  Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${String(value)}`]))

export const local = (port: number | undefined): string => `127.0.0.1:${port ?? 0}`

/** At any port of loopback. @returns that port */
export const listenLocally = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))

export async function answersHttp(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}
