import { failed, ok, type Outcome } from '@slipway/core'
import { existsSync } from 'node:fs'
import { pinsFolder, placeOf } from './build-cache.ts'
import { thisMachine, type Machine } from '@slipway/cli/program'
import { onPath } from './build-on-path.ts'
import { isBuilt } from './build-place.ts'
import { programOf, type ProgramName } from './programs.ts'

const missing = (name: ProgramName, got: string, want: string) =>
  failed({ file: name, at: '', code: 'program-missing', got, want, hint: `npx slipway rehearse build ${name}` })

/**
 * Where a program of the rehearsal is. Nothing is built and nothing started.
 * @returns an absolute path (for `crds`, which is no program, the folder that `binaryFiles` gives); or what to run to have it. For Argo CD
 * the role is chosen by the environment's ARGOCD_BINARY_NAME
 */
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
 * The folder with the files of the program's own module that are kept beside it, under their paths in the module: Argo CD's
 * `manifests/crds`, KWOK's `kustomize/stage`. Of `crds` it is one folder a project (`istio`, `argo-rollouts`, ...; `programs.ts` has them
 * all) with YAML files that hold CustomResourceDefinitions and nothing else.
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
