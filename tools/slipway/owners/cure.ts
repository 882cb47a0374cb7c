import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { git } from '@slipway/cli/git'
import { codeOwnersFile } from '@slipway/fleet'
import { loadEstate } from '@slipway/spec'
import { codeOwners } from './run.ts'

/**
 * Ends a conflict in our region of CODEOWNERS, as two branches have that each add an app: the merged specs say what
 * stands there. A conflict in lines that people own stays open, and so does one that specs are too broken for:
 * rendering then says why.
 */
export async function cureCodeOwners(root: string): Promise<void> {
  if (git(root, ['ls-files', '--unmerged', '--', codeOwnersFile]).stdout === '') return
  const estate = await loadEstate(root)
  if (!estate.ok) return
  const found = codeOwners(root, estate.value)
  if (!found.ok || found.value.now === undefined) return
  const { desired } = found.value
  // Keeps the lines outside of the region.
  if (desired === undefined || /^(?:<{7}|={7}|>{7})(?: |$)/m.test(desired)) return
  writeFileSync(path.join(root, codeOwnersFile), desired)
  git(root, ['add', '--', codeOwnersFile])
}
