import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import type { Outcome } from '@slipway/core'
import { exec, type Env, type LongOptions, type Ran } from './exec.ts'

type Words = Omit<Ran, 'bytes'>

export interface Machine {
  readonly env: Env
  readonly platform: string
  readonly arch: string
  readonly home: string
  readonly run: (command: string, args: readonly string[], options: LongOptions) => Promise<Words>
}

export const thisMachine = (): Machine => ({
  env: process.env,
  platform: process.platform,
  arch: process.arch,
  home: homedir(),
  run: exec,
})

/** By the XDG rule (https://specifications.freedesktop.org/basedir-spec/latest/). @param kind a folder of ours */
export function cacheFolder({ env, home }: Pick<Machine, 'env' | 'home'>, kind: string): string {
  const given = env['XDG_CACHE_HOME']
  const base = given !== undefined && path.isAbsolute(given) ? given : path.join(home, '.cache')
  return path.join(base, 'slipway', kind)
}

export const executable = (name: string, { platform }: Pick<Machine, 'platform'>): string =>
  platform === 'win32' ? `${name}.exe` : name

/** The first program of that name on PATH. */
export function onPath({ env, platform }: Pick<Machine, 'env' | 'platform'>, name: string): string | undefined {
  return (env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, executable(name, { platform })))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK)
        return statSync(file).isFile()
      } catch {
        return false
      }
    })
}

/** Its folder in the cache is named for what decides its bytes. */
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
 * Fills a folder beside its place and renames it: a place is complete or absent, and two processes may fill it at once.
 * @param isWhole whether the place is complete
 * @throws when the cache cannot be written
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

export interface GoProgram {
  readonly pins: string
  readonly package: string
  /** Set while linking, as the project's release does. */
  readonly set?: Readonly<Record<string, string>>
  readonly tags?: readonly string[] | undefined
  /** @default by go.mod */
  readonly toolchain?: string
  /** Instead of go.mod; its sums are beside it. @default go.mod */
  readonly modfile?: string | undefined
}

interface GoOptions extends Pick<LongOptions, 'signal' | 'timeout'> {
  /** One compiler at a time, one thread each. */
  readonly gentle?: boolean
  readonly compiled?: (name: string) => void
}

export const linkerFlags = (set: Readonly<Record<string, string>> = {}): string =>
  ['-s -w', ...Object.entries(set).map(([name, value]) => `-X ${name}=${value}`)].join(' ')

export const tagsOf = (tags: readonly string[] | undefined): readonly string[] =>
  tags === undefined ? [] : ['-tags', tags.join(',')]

export const goArguments = (program: GoProgram, output: string, { gentle, compiled }: GoOptions = {}) => [
  'build',
  ...(compiled === undefined ? [] : ['-v']),
  ...(gentle === true ? ['-p', '1'] : []),
  '-trimpath',
  '-buildvcs=false',
  ...(program.modfile === undefined ? [] : ['-modfile', program.modfile]),
  ...tagsOf(program.tags),
  '-ldflags',
  linkerFlags(program.set),
  '-o',
  output,
  program.package,
]

/** The user's settings must not change what is built. */
export const goEnv = (env: Env, toolchain: string | undefined, gentle = false): Env => ({
  ...env,
  CGO_ENABLED: '0',
  GOFLAGS: '-mod=readonly',
  GOWORK: 'off',
  ...(toolchain === undefined ? {} : { GOTOOLCHAIN: toolchain }),
  ...(gentle ? { GOMAXPROCS: '1' } : {}),
})

/** Go keeps what it has compiled, so a stopped build goes on. */
export function goBuild(machine: Machine, program: GoProgram, output: string, options: GoOptions = {}): Promise<Words> {
  const { gentle, compiled, signal, timeout } = options
  return machine.run('go', goArguments(program, output, options), {
    env: goEnv(machine.env, program.toolchain, gentle),
    cwd: program.pins,
    // Without a signal, Ctrl-C ends a group as a whole.
    group: signal !== undefined,
    keep: 2 ** 16,
    signal,
    timeout,
    // Packages are paths; Go's other words (`go: downloading ...`) have spaces.
    ...(compiled === undefined ? {} : { line: (text) => void (/^\S+$/.test(text) && compiled(text)) }),
  })
}

export const lastLine = ({ stdout, stderr }: Pick<Words, 'stdout' | 'stderr'>): string =>
  `${stdout}${stderr}`.trim().split('\n').at(-1) ?? ''

/** The cached build of a program, if any. */
export function builtGoProgram(pinned: Pinned & GoProgram, machine: Machine = thisMachine()): string | undefined {
  const file = path.join(pinnedPlace(machine, pinned), executable(pinned.name, machine))
  return existsSync(file) ? file : undefined
}

/** Builds a program once, then takes it from the user's cache. @throws in Go's words */
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
