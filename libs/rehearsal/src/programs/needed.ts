import { orThrow } from '@slipway/core'
import { binary, binaryFiles } from './binary.ts'
import type { ProgramName } from './programs.ts'

export const need = (name: ProgramName): string => orThrow(binary(name))

/** @throws for a program that is not among these, though it may be on this machine */
export const commandsFor =
  (programs: readonly ProgramName[]) =>
  (name: ProgramName): string => {
    if (!programs.includes(name)) throw new Error(`this scenario has no ${name} in its needs`)
    return need(name)
  }

export const filesOf = (name: ProgramName): string => orThrow(binaryFiles(name))
