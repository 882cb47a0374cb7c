import path from 'node:path'
import {
  builtGoProgram,
  pinnedGoProgram,
  thisMachine,
  type GoProgram,
  type Machine,
  type Pinned,
} from '@slipway/cli/program'

const pinned = (name: string, main: string): Pinned & GoProgram => ({
  kind: 'contracts',
  name,
  pins: path.join(import.meta.dirname, '../../programs', name),
  package: main,
})

/** Programs that list the breaking changes of a contract. */
export const contractPrograms = {
  oasdiff: pinned('oasdiff', 'github.com/oasdiff/oasdiff'),
  buf: pinned('buf', 'github.com/bufbuild/buf/cmd/buf'),
} as const
export type ContractProgram = keyof typeof contractPrograms

type FoundProgram = { readonly ok: true; readonly file: string } | { readonly ok: false; readonly why: string }
export type FindProgram = (name: ContractProgram) => FoundProgram | Promise<FoundProgram>

/** One that was built here; a review does not wait for a compiler. */
export function findContractProgram(name: ContractProgram, machine: Machine = thisMachine()): FoundProgram {
  const file = builtGoProgram(contractPrograms[name], machine)
  if (file !== undefined) return { ok: true, file }
  return { ok: false, why: `${name} is not on this machine: npx slipway setup --contracts builds it with Go` }
}

/** @throws in Go's words */
export const buildContractProgram = (name: ContractProgram): Promise<string> => pinnedGoProgram(contractPrograms[name])
