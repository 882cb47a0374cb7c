import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { goBuild, goEnv, lastLine, tagsOf, type Machine } from '@slipway/cli/program'
import { failed, issue, ok, type Outcome } from '@slipway/core'
import { copyTree } from './build-copy.ts'
import type { Place } from './build-place.ts'
import { definedIn, type GoProgram } from './program.ts'

/** One for all, so that shared packages compile once: the newest that one of them needs. */
export const goToolchain = 'go1.26.10'

const installGo =
  'install Go 1.21 or newer; it fetches go1.26.10 by itself: sudo apt-get install golang-go (Debian 13, Ubuntu 24.04 or newer), ' +
  'brew install go (macOS), actions/setup-go (GitHub Actions), or by hand as https://go.dev/doc/install says; then run this again'

const asGo = (program: GoProgram, { pins }: Pick<BuildOptions, 'pins'>, modfile?: string) => ({
  modfile,
  pins: path.join(pins, program.pin),
  package: program.package,
  set: program.set,
  tags: program.tags,
  toolchain: goToolchain,
})

const goMod = ({ pin }: GoProgram) => `libs/rehearsal/bin/${pin}/go.mod`

/** Whether there is a Go that can become the pinned one. @returns its version, or what to install */
export async function findGo(machine: Machine, signal?: AbortSignal): Promise<Outcome<string>> {
  const ran = await machine.run('go', ['version'], { env: goEnv(machine.env, goToolchain), signal })
  const want = `Go, to build the rehearsal's programs by ${goToolchain}`
  if (ran.missing) return failed(issue('go', '', 'go-missing', 'no go on PATH', want, installGo))
  const said = lastLine(ran)
  if (ran.code !== 0) {
    const hint = `let Go reach its module proxy (GOPROXY), which has the toolchain, too; or put ${goToolchain} itself on PATH`
    return failed(issue('go', '', 'toolchain-missing', said || 'nothing', `the toolchain ${goToolchain}`, hint))
  }
  if (!ran.stdout.includes(goToolchain)) return failed(issue('go', '', 'go-too-old', said, want, installGo))
  return ok(goToolchain)
}

/** Builds a program into `place`. @param compiled called with each package */
export async function buildByGo(
  machine: Machine,
  program: GoProgram,
  place: Place,
  options: BuildOptions,
  compiled: (name: string) => void,
): Promise<Outcome<true>> {
  const { gentle, signal } = options
  const { adds } = program
  const modfile = adds === undefined ? ok(undefined) : await completed(machine, program, adds, place, options)
  if (!modfile.ok) return modfile
  const asked = asGo(program, options, modfile.value)
  const ran = await goBuild(machine, asked, place.program, { gentle, signal, compiled })
  rmSync(sourceIn(place), { recursive: true, force: true })
  if (ran.code !== 0) {
    const again = 'run it again, what is compiled is kept'
    const hint = `${again}; if it says so again, go.mod or go.sum do not fit, or the module proxy (GOPROXY) is out of reach`
    const got = lastLine(ran) || 'go was ended'
    const want = `${program.package} ${program.version} built by Go`
    return failed(issue(goMod(program), '', 'not-built', got, want, hint))
  }
  return program.files === undefined ? ok(true) : keepFiles(machine, program, place, options)
}

export interface BuildOptions {
  /** One compiler at a time. */
  readonly gentle: boolean
  readonly pins: string
  readonly signal?: AbortSignal | undefined
}

const sourceIn = ({ folder }: Place) => path.join(folder, 'source')

/**
 * A copy of the program's module, as go.sum vouches for it, with what its zip leaves out; Go lets nobody lay files over
 * its cache.
 * @returns the go.mod by which it is built
 */
async function completed(
  machine: Machine,
  program: GoProgram,
  adds: NonNullable<GoProgram['adds']>,
  place: Place,
  options: BuildOptions,
): Promise<Outcome<string>> {
  const folder = await moduleFolder(machine, program, options)
  if (!folder.ok) return folder
  const source = sourceIn(place)
  copyTree(folder.value, path.join(source, 'module'))
  for (const [name, text] of Object.entries(adds.files)) {
    const file = path.join(source, 'module', name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  const pins = path.join(options.pins, program.pin)
  const modfile = path.join(source, 'go.mod')
  const replaced = `replace ${adds.module} => ${JSON.stringify(path.join(source, 'module'))}`
  writeFileSync(modfile, `${readFileSync(path.join(pins, 'go.mod'), 'utf8')}\n${replaced}\n`)
  copyTree(path.join(pins, 'go.sum'), path.join(source, 'go.sum'))
  return ok(modfile)
}

async function moduleFolder(machine: Machine, program: GoProgram, options: BuildOptions): Promise<Outcome<string>> {
  const [file, cwd] = [goMod(program), path.join(options.pins, program.pin)]
  const args = ['list', ...tagsOf(program.tags), '-f', '{{.Module.Dir}}', program.package]
  const ran = await machine.run('go', args, {
    env: goEnv(machine.env, goToolchain, options.gentle),
    cwd,
    signal: options.signal,
    group: true,
  })
  // Go reports downloads on stderr, which may end later.
  const folder = ran.stdout.trim()
  if (ran.code !== 0 || !path.isAbsolute(folder)) {
    const [got, want] = [lastLine(ran) || 'nothing', `the folder of the module that holds ${program.package}`]
    return failed(issue(file, '', 'no-files', got, want, 'let Go reach its module proxy (GOPROXY), then run it again'))
  }
  return ok(folder)
}

/** Keeps files of the program's module, so that a restored cache is complete. */
async function keepFiles(
  machine: Machine,
  program: GoProgram,
  place: Place,
  options: BuildOptions,
): Promise<Outcome<true>> {
  const file = goMod(program)
  const found = await moduleFolder(machine, program, options)
  if (!found.ok) return found
  const folder = found.value
  for (const name of program.files ?? []) {
    try {
      copyTree(path.join(folder, name), path.join(place.files, name))
    } catch (error) {
      const [got, want] = [(error as Error).message, `${name} in the module of ${program.package}`]
      const hint = `correct its \`files\` in ${definedIn.go}`
      return failed(issue(file, name, 'no-files', got, want, hint))
    }
  }
  return ok(true)
}
