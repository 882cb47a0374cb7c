import { orThrow } from '@slipway/core'
import { binary, binaryFiles } from './binary.ts'
import type { ProgramName } from './programs.ts'
export const need = (name: ProgramName): string => orThrow(binary(name))
export const filesOf = (name: ProgramName): string => orThrow(binaryFiles(name))
