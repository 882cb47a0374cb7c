import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import type { Outcome } from '@slipway/core'
import { exec, type Env, type LongOptions, type Ran } from './exec.ts'

/** What became of a program that says words. */
type Words = Omit<Ran, 'bytes'>

/** What getting a program may touch of the machine; tests give their own. */
export interface Machine {
  readonly env: Env
  /** Node's `process.platform` and `process.arch`. */
  readonly platform: string
  readonly arch: string
  readonly home: string
  /** Runs a program to its end; never rejects. */
  readonly run: (command: string, args: readonly string[], options: LongOptions) => Promise<Words>
}

/** The machine that this process runs on. */
export const thisMachine = (): Machine => ({
  env: process.env,
  platform: process.platform,
  arch: process.arch,
  home: homedir(),
  run: exec,
})

/** The user's own cache, by the XDG rule (https://specifications.freedesktop.org/basedir-spec/latest/). @param kind a folder of ours in it */
export function cacheFolder({ env, home }: Pick<Machine, 'env' | 'home'>, kind: string): string {
  const given = env['XDG_CACHE_HOME']
  const base = given !== undefined && path.isAbsolute(given) ? given : path.join(home, '.cache')
  return path.join(base, 'slipway', kind)
}

/** A program's file name. */
export const executable = (name: string, { platform }: Pick<Machine, 'platform'>): string =>
  platform === 'win32' ? `${name}.exe` : name

/** What is pinned by a folder of files: its folder in the cache is named for what decides its bytes. */
export interface Pinned {
  readonly kind: string
  readonly name: string
  readonly pins: string
}

export function pinnedPlace(machine: Machine, { kind, name, pins }: Pinned): string {
  const sum = createHash('sha256')
  for (const file of readdirSync(pins).sort()) sum.update(`${file}\0`).update(readFileSync(path.join(pins, file)))
  const { platform, arch } = machine
  return path.join(cacheFolder(machine, kind), `${name}-${platform}-${arch}-${sum.digest('hex').slice(0, 12)}`)
}

/**
 * Has a folder filled beside its place, and gives it its name when it is whole: what has the name is whole, whoever made it, and two
 * processes may do so at once.
 * @param isWhole whether the place has all in it @throws when the cache cannot be written
 */
export async function fillPlace<T>(
  place: string,
  isWhole: () => boolean,
  fill: (work: string) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const root = path.dirname(place)
  mkdirSync(root, { recursive: true })
  const work = mkdtempSync(path.join(root, `.new-${path.basename(place)}-`))
  try {
    const made = await fill(work)
    if (!made.ok) return made
    if (!isWhole()) rmSync(place, { recursive: true, force: true })
    try {
      renameSync(work, place)
    } catch (error) {
      if (!isWhole()) throw error
    }
    return made
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** A program that Go builds from a module whose go.mod and go.sum pin it with all that it needs. */
export interface GoProgram {
  /** The folder of the module. */
  readonly pins: string
  readonly package: string
  /** Variables that the project's own release sets while linking. */
  readonly set?: Readonly<Record<string, string>>
  readonly tags?: readonly string[] | undefined
  /** @default what go.mod asks for */
  readonly toolchain?: string
}

export interface GoOptions extends Pick<LongOptions, 'signal' | 'timeout'> {
  /** One compiler at a time, one thread each. */
  readonly gentle?: boolean
  /** Called with each package's name as its compilation begins. */
  readonly compiled?: (name: string) => void
}

/** The linker's options: no symbols, and the variables. */
export const linkerFlags = (set: Readonly<Record<string, string>> = {}): string =>
  ['-s -w', ...Object.entries(set).map(([name, value]) => `-X ${name}=${value}`)].join(' ')

export const tagsOf = (tags: readonly string[] | undefined): readonly string[] =>
  tags === undefined ? [] : ['-tags', tags.join(',')]

/** The words of `go` that build a program. */
export const goArguments = (program: GoProgram, output: string, { gentle, compiled }: GoOptions = {}) => [
  'build',
  // Names each package as it is compiled.
  ...(compiled === undefined ? [] : ['-v']),
  ...(gentle === true ? ['-p', '1'] : []),
  '-trimpath',
  '-buildvcs=false',
  ...tagsOf(program.tags),
  '-ldflags',
  linkerFlags(program.set),
  '-o',
  output,
  program.package,
]

/** The environment of every `go`: nothing of the user's own settings may change what is built. */
export const goEnv = (env: Env, toolchain: string | undefined, gentle = false): Env => ({
  ...env,
  CGO_ENABLED: '0',
  GOFLAGS: '-mod=readonly',
  GOWORK: 'off',
  ...(toolchain === undefined ? {} : { GOTOOLCHAIN: toolchain }),
  ...(gentle ? { GOMAXPROCS: '1' } : {}),
})

/** Has Go build a program. What it has compiled it keeps in its own cache, so that a build that was ended goes on where it was. */
export function goBuild(machine: Machine, program: GoProgram, output: string, options: GoOptions = {}): Promise<Words> {
  const { gentle, compiled, signal, timeout } = options
  return machine.run('go', goArguments(program, output, options), {
    env: goEnv(machine.env, program.toolchain, gentle),
    cwd: program.pins,
    // Who gives no signal leaves Ctrl-C to the terminal, which ends a group as a whole.
    group: signal !== undefined,
    keep: 2 ** 16,
    signal,
    timeout,
    // Packages are paths; what else Go says on the way (`go: downloading ...`) has spaces.
    ...(compiled === undefined ? {} : { line: (text) => void (/^\S+$/.test(text) && compiled(text)) }),
  })
}

/** The line with which a program ended. */
export const lastLine = ({ stdout, stderr }: Pick<Words, 'stdout' | 'stderr'>): string =>
  `${stdout}${stderr}`.trim().split('\n').at(-1) ?? ''

/**
 * The program of a pinned module, built the first time and then taken from the user's cache.
 * @throws in Go's own words when it cannot be built
 */
export async function pinnedGoProgram(pinned: Pinned & GoProgram, machine: Machine = thisMachine()): Promise<string> {
  const place = pinnedPlace(machine, pinned)
  const file = executable(pinned.name, machine)
  const isWhole = () => existsSync(path.join(place, file))
  if (!isWhole())
    await fillPlace(place, isWhole, async (work) => {
      const ran = await goBuild(machine, pinned, path.join(work, file))
      if (ran.missing) throw new Error('no go on PATH: install Go 1.21 or newer, https://go.dev/doc/install')
      if (ran.code !== 0) throw new Error(`go build ${pinned.package}: ${ran.stderr.trim()}`)
      return { ok: true, value: undefined }
    })
  return path.join(place, file)
}
