import { spawn } from 'node:child_process'
import { homedir } from 'node:os'

export interface Ran {
  /** The exit code; nothing when the command could not be started or was ended by a signal. */
  readonly code: number | undefined
  /** What it printed, standard output first; or why it could not be started. */
  readonly output: string
  readonly missing: boolean
}

export interface RunOptions {
  readonly env: Env
  readonly cwd?: string
  /** Told every line of standard error as it comes. */
  readonly line?: (line: string) => void
  /** Ends the command with all that it started. */
  readonly signal?: AbortSignal | undefined
}

export type Env = Readonly<Record<string, string | undefined>>

/** What a build may touch of the machine that it runs on; tests give their own. */
export interface Machine {
  readonly env: Env
  /** Node's `process.platform` and `process.arch`. */
  readonly platform: string
  readonly arch: string
  readonly home: string
  /** Runs a command to its end; never rejects. */
  readonly run: (command: string, args: readonly string[], options: RunOptions) => Promise<Ran>
}

/** How much of a long build's words is kept: the end, where the error is. */
const kept = 64 * 1024

/**
 * Runs a command in a process group of its own, so that ending it ends the compilers that `go` started, too.
 * @returns its code and words; it never rejects
 */
export function runCommand(
  command: string,
  args: readonly string[],
  { env, cwd, line, signal }: RunOptions,
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env,
      ...(cwd === undefined ? {} : { cwd }),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let [stdout, stderr, rest] = ['', '', '']
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      stdout = (stdout + part).slice(-kept)
    })
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      stderr = (stderr + part).slice(-kept)
      const lines = (rest + part).split('\n')
      rest = lines.pop() ?? ''
      for (const text of lines) line?.(text)
    })
    const end = (): void => {
      if (child.pid === undefined) return
      try {
        process.kill(-child.pid, 'SIGTERM')
      } catch {
        // It has ended by itself.
      }
    }
    if (signal?.aborted === true) end()
    signal?.addEventListener('abort', end)
    const done = (ran: Ran): void => {
      signal?.removeEventListener('abort', end)
      resolve(ran)
    }
    child.on('error', (error: NodeJS.ErrnoException) =>
      done({ code: undefined, output: error.message, missing: error.code === 'ENOENT' }),
    )
    child.on('close', (code) => done({ code: code ?? undefined, output: stdout + stderr, missing: false }))
  })
}

/** The machine that this process runs on. */
export const thisMachine = (): Machine => ({
  env: process.env,
  platform: process.platform,
  arch: process.arch,
  home: homedir(),
  run: runCommand,
})
