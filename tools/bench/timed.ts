import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'

/** One run of a program. */
export interface Run {
  /** Seconds from start to end, as people wait. */
  readonly wall: number
  /** Seconds of all its processes on all cores: hardly changed by what else the machine does. */
  readonly cpu: number
  /** The most memory that it had, in MiB; of a program of ours, and else nothing. */
  readonly memory: number | undefined
  /** What else ran: the mean number of runnable processes in the last minute, when it ended. */
  readonly load: number
  readonly stdout: string
}

const recorder = path.join(import.meta.dirname, 'recorder.js')

/** `times` of POSIX sh: two lines, of the shell and of what it waited for, as `0m1.25s 0m0.10s`. */
function childSeconds(said: string): number {
  const [, children = ''] = said.trim().split('\n')
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes = '0', seconds = '0']) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  )
}

export interface TimedOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Exit codes that are an answer. @default 0 */
  readonly fine?: readonly number[]
}

/** Runs a program and says what it took. @throws when it fails: the time of a run that failed means nothing */
export function timed(command: string, args: readonly string[], { cwd, env = {}, fine = [0] }: TimedOptions = {}): Run {
  const folder = mkdtempSync(path.join(tmpdir(), 'slipway-timed-'))
  const { NX_TASK_TARGET_PROJECT: _, ...outer } = process.env
  try {
    const began = performance.now()
    const ran = spawnSync('sh', ['-c', '"$@"; code=$?; times >"$TIMES"; exit $code', 'sh', command, ...args], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...outer, ...env, TIMES: path.join(folder, 'times'), SLIPWAY_BENCH_MEMORY: path.join(folder, 'memory') },
    })
    const wall = (performance.now() - began) / 1000
    if (!fine.includes(ran.status ?? -1))
      throw new Error(
        `${[command, ...args].join(' ').slice(0, 300)} ended with ${ran.status}:\n${(ran.stdout + ran.stderr).slice(-2000)}`,
      )
    const read = (name: string): string | undefined => {
      try {
        return readFileSync(path.join(folder, name), 'utf8')
      } catch {
        return undefined
      }
    }
    const memory = read('memory')
    return {
      wall,
      cpu: childSeconds(read('times') ?? ''),
      memory: memory === undefined ? undefined : Number(memory),
      load: loadavg()[0] ?? 0,
      stdout: ran.stdout,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs one of our verbs with this Node, as `npm run` does. */
export const timedVerb = (file: string, args: readonly string[], options: TimedOptions = {}): Run =>
  timed(
    process.execPath,
    ['--import', recorder, '--import', path.resolve(path.dirname(file), '../gen/warm.js'), file, ...args],
    options,
  )
