import { failed, issue, ok, type Outcome } from '@slipway/core'
import { existsSync } from 'node:fs'
import { pinsFolder, placeOf } from './build-cache.ts'
import { onPath, thisMachine, type Machine } from '@slipway/cli/program'
import { isBuilt } from './build-place.ts'
import { programOf, type ProgramName } from './programs.ts'

const missing = (name: ProgramName, got: string, want: string) =>
  failed(issue(name, '', 'program-missing', got, want, `npx slipway rehearse build ${name}`))

/** The path of a built program (for `crds` the folder of `binaryFiles`), or how to build it. */
export function binary(
  name: ProgramName,
  machine: Machine = thisMachine(),
  pins: string = pinsFolder,
): Outcome<string> {
  const program = programOf(name)
  const place = placeOf(machine, name, program, pins)
  if (isBuilt(place)) return ok(place.program)
  const other = program.by === 'wheel' ? onPath(machine, program.otherwise.command) : undefined
  return other === undefined ? missing(name, 'not built on this machine', `${name} ${program.version}`) : ok(other)
}

/**
 * The folder of files that are kept beside a program, under their paths in its module; of `crds` one folder per project
 * with only CRDs.
 */
export function binaryFiles(
  name: ProgramName,
  machine: Machine = thisMachine(),
  pins: string = pinsFolder,
): Outcome<string> {
  const place = placeOf(machine, name, programOf(name), pins)
  if (isBuilt(place) && existsSync(place.files)) return ok(place.files)
  return missing(name, 'no files of it on this machine', `the files kept with ${name}`)
}
