import { formatIssues } from '@slipway/core'
import { binary, binaryFiles } from './binary.ts'
import type { ProgramName } from './programs.ts'
/** A built program, and the files that it keeps beside it. @throws with how to build it */
export const need = (name: ProgramName) => {
  const found = binary(name)
  if (!found.ok) throw new Error(formatIssues(found.issues))
  return found.value
}
export const filesOf = (name: ProgramName) => {
  const found = binaryFiles(name)
  if (!found.ok) throw new Error(formatIssues(found.issues))
  return found.value
}
