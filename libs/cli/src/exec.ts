import { spawn, spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import type { Readable } from 'node:stream'
import type { Options } from 'zx/core'

export type Env = Readonly<Record<string, string | undefined>>

export interface Ran {
  /** `undefined` after a signal, or when it could not start. */
  readonly code: number | undefined
  /** Its output; empty where that went elsewhere. */
  readonly bytes: Buffer
  readonly stdout: string
  /** Or why it could not start. */
  readonly stderr: string
  readonly missing: boolean
}

export interface ExecOptions {
  readonly cwd?: string | undefined
  /** The whole environment. @default this process's */
  readonly env?: Env | undefined
  readonly input?: string | Uint8Array | undefined
  /** Instead of `bytes`. */
  readonly stdout?: 'ignore' | 'inherit' | number
  readonly stderr?: 'ignore' | 'inherit'
  readonly timeout?: number | undefined
}

export interface LongOptions extends ExecOptions {
  readonly signal?: AbortSignal | undefined
  /** A process group of its own: ending it ends its children, and Ctrl-C is for us to pass on. */
  readonly group?: boolean
  readonly line?: (line: string) => void
  /** Keeps the last bytes, where the error is. @default all */
  readonly keep?: number
}

// Most verbs start no program, and zx takes 20 ms of CPU.
const zx = () => createRequire(import.meta.url)('zx/core') as typeof import('zx/core')

/** Drops the oldest chunks when there are too many bytes. */
class Kept {
  readonly #most: number
  #size = 0
  #chunks: Buffer[] = []
  constructor(most: number) {
    this.#most = most
  }
  push(chunk: Uint8Array | string): void {
    const bytes = Buffer.from(chunk as string)
    this.#chunks.push(bytes)
    this.#size += bytes.length
    if (this.#size > 2 * this.#most) {
      this.#chunks = [Buffer.concat(this.#chunks).subarray(-this.#most)]
      this.#size = this.#most
    }
  }
  bytes(): Buffer {
    return Buffer.concat(this.#chunks).subarray(-this.#most)
  }
}

function eachLine(stream: Readable, line: (text: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8').on('data', (part: string) => {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) line(text)
  })
  stream.on('end', () => void (rest !== '' && line(rest)))
}

interface Output {
  readonly exitCode: number | null
  readonly cause?: unknown
}

function ran({ exitCode, cause }: Output, stdout: Kept, stderr: Kept): Ran {
  const bytes = stdout.bytes()
  const error = cause as NodeJS.ErrnoException | null | undefined
  const said = stderr.bytes().toString('utf8')
  return {
    code: exitCode === null || exitCode < 0 ? undefined : exitCode,
    bytes,
    get stdout() {
      return bytes.toString('utf8')
    },
    stderr: said === '' ? (error?.message ?? '') : said,
    missing: error?.code === 'ENOENT',
  }
}

/** No shell, no output, no exception. */
function settings(options: LongOptions, stdout: Kept, stderr: Kept): Partial<Options> {
  const { cwd, env = process.env, input, stdout: to = 'pipe', stderr: complaints = 'pipe' } = options
  return {
    quiet: true,
    nothrow: true,
    // zx looks for a bash; a machine need not have one.
    shell: true,
    prefix: '',
    quote: (word) => word,
    env: env as NodeJS.ProcessEnv,
    store: { stdout, stderr, stdall: { push: () => 0 } } as unknown as NonNullable<Options['store']>,
    stdio: [input === undefined ? 'ignore' : 'pipe', to, complaints],
    ...(cwd === undefined ? {} : { cwd }),
    ...(input === undefined ? {} : { input: Buffer.from(input as string) }),
  }
}

export function execSync(command: string, args: readonly string[], options: ExecOptions = {}): Ran {
  const [stdout, stderr] = [new Kept(Infinity), new Kept(Infinity)]
  const more = { shell: false, maxBuffer: 2 ** 31 - 1, timeout: options.timeout }
  const start = ((_: string, __: readonly string[], given: object) =>
    spawnSync(command, args, { ...given, ...more })) as unknown as typeof spawnSync
  const output = zx().$.sync({ ...settings(options, stdout, stderr), spawnSync: start })`${command}`
  return ran(output, stdout, stderr)
}

/** Never rejects. */
export async function exec(command: string, args: readonly string[], options: LongOptions = {}): Promise<Ran> {
  const { signal, timeout, group = false, line, keep = Infinity } = options
  const [stdout, stderr] = [new Kept(keep), new Kept(keep)]
  const ends = [signal, timeout === undefined ? undefined : AbortSignal.timeout(timeout)].filter((s) => s !== undefined)
  const start = ((_: string, __: readonly string[], given: object) => {
    const child = spawn(command, args, { ...given, shell: false })
    // A program that ends early leaves input unread; its output counts.
    child.stdin?.on('error', () => undefined)
    if (line !== undefined && child.stderr !== null) eachLine(child.stderr, line)
    return child
  }) as typeof spawn
  const output = await zx().$({
    ...settings(options, stdout, stderr),
    spawn: start,
    detached: group,
    ...(ends.length === 0 ? {} : { signal: AbortSignal.any(ends) }),
  })`${command}`
  return ran(output, stdout, stderr)
}

/** @returns its output @throws its complaint when it fails */
export async function execText(command: string, args: readonly string[], options: LongOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await exec(command, args, options)
  if (code === 0) return stdout
  throw new Error(`${command} ${args.join(' ')}: ${stderr.trim() || `ended with ${code ?? 'a signal'}`}`)
}
