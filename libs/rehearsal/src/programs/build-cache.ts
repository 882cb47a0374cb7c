import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder, linkerFlags, type Machine } from '@slipway/cli/program'
import { goToolchain } from './build-go.ts'
import { filesPlaceIn, placeIn, type Place } from './build-place.ts'
import type { Program } from './program.ts'

export const pinsFolder = fileURLToPath(new URL('../../bin', import.meta.url))

export const cacheRoot = (machine: Pick<Machine, 'env' | 'home'>): string => cacheFolder(machine, 'rehearsal')

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')

function howMade(program: Program): readonly string[] {
  if (program.by === 'wheel') return [program.member]
  if (program.by === 'crds')
    return Object.entries(program.modules).map(([name, { module, files }]) => `${name} ${module} ${files}`)
  const tags = (program.tags ?? []).map((tag) => `tag ${tag}`)
  return [goToolchain, program.package, linkerFlags(program.set), ...tags, ...(program.files ?? [])]
}

function pinnedBy(machine: Pick<Machine, 'platform' | 'arch'>, program: Program, pins: string = pinsFolder): string {
  const folder = path.join(pins, program.pin)
  const files = readdirSync(folder)
    .sort()
    .map((file) => `${file} ${sha256(readFileSync(path.join(folder, file)))}`)
  return [`${machine.platform}-${machine.arch}`, program.by, ...howMade(program), ...files].join('\n')
}

export const placeWithin = (
  folder: string,
  name: string,
  program: Program,
  { platform }: Pick<Machine, 'platform'>,
): Place => (program.by === 'crds' ? filesPlaceIn(folder) : placeIn(folder, name, platform))

/** Another pin, tool or option is another folder. */
export function placeOf(machine: Machine, name: string, program: Program, pins: string = pinsFolder): Place {
  const hash = sha256(pinnedBy(machine, program, pins)).slice(0, 12)
  return placeWithin(path.join(cacheRoot(machine), `${name}-${hash}`), name, program, machine)
}
