import { spawn } from 'node:child_process'
import { homedir } from 'node:os'

export interface Ran {
  /** The exit code; nothing when the command could not be started or was stopped by its time limit. */
  readonly code: number | undefined
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
  /** Milliseconds after which the process is ended. */
  readonly limit: number
}

/** What the search for kubeconform may touch of the machine that it runs on; tests give their own. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Node's `process.platform` and `process.arch`. */
  readonly platform: string
  readonly arch: string
  readonly home: string
  readonly fetch: (url: string, init: { readonly signal: AbortSignal }) => Promise<Response>
  /** Runs a command to its end; never rejects. */
  readonly run: (command: string, args: readonly string[], options: RunOptions) => Promise<Ran>
  /** Milliseconds to wait for the first answer of the archive's host, and between two parts of the archive. */
  readonly patience: number
}

export function runCommand(command: string, args: readonly string[], { env, cwd, limit }: RunOptions): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env,
      ...(cwd === undefined ? {} : { cwd }),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    // Not spawn's own `timeout`: for a command that is not there it is never cleared, and this process would wait for its end.
    const timer = setTimeout(() => child.kill(), limit)
    const done = (ran: Ran) => {
      clearTimeout(timer)
      resolve(ran)
    }
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => stdout.push(part))
    child.stderr.on('data', (part: Buffer) => stderr.push(part))
    const text = (parts: readonly Buffer[]) => Buffer.concat(parts).toString('utf8')
    child.on('error', (error) => done({ code: undefined, stdout: text(stdout), stderr: error.message }))
    child.on('close', (code) => done({ code: code ?? undefined, stdout: text(stdout), stderr: text(stderr) }))
  })
}

/** The machine that this process runs on. */
export const thisMachine = (): Machine => ({
  env: process.env,
  platform: process.platform,
  arch: process.arch,
  home: homedir(),
  fetch: (url, init) => fetch(url, init),
  run: runCommand,
  patience: 4_000,
})
