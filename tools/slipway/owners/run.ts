import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Output } from '@slipway/cli'
import { formatIssues, ok, refused, type Outcome } from '@slipway/core'
import { codeOwnersFile, newCodeOwners, withCodeOwners } from '@slipway/fleet'
import { loadEstate } from '@slipway/spec'

interface CodeOwners {
  readonly now: string | undefined
  /** `undefined` for a file that is people's altogether. */
  readonly desired: string | undefined
}

/** What CODEOWNERS is, and what it should be by the estate. */
async function codeOwners(root: string): Promise<Outcome<CodeOwners>> {
  const estate = await loadEstate(root)
  if (!estate.ok) return estate
  const { fleet, apps } = estate.value
  const owned = apps.flatMap(({ name, specs }) => {
    const [spec] = specs.values()
    return spec === undefined ? [] : [{ name, team: spec.team }]
  })
  const file = path.join(root, codeOwnersFile)
  if (existsSync(file) && !statSync(file).isFile())
    return refused(codeOwnersFile, 'no-file', 'a folder', 'a file of owners', 'delete it, then: npx slipway owners')
  const now = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  return ok({ now, desired: now === undefined ? newCodeOwners(fleet, owned) : withCodeOwners(now, fleet, owned) })
}

/** Writes it where it differs. @returns whether it did */
async function writeCodeOwners(root: string): Promise<Outcome<boolean>> {
  const found = await codeOwners(root)
  if (!found.ok) return found
  const { now, desired } = found.value
  if (desired === undefined || desired === now) return ok(false)
  mkdirSync(path.join(root, path.dirname(codeOwnersFile)), { recursive: true })
  writeFileSync(path.join(root, codeOwnersFile), desired)
  return ok(true)
}

export async function runOwners(
  { root, check }: { readonly root: string; readonly check: boolean },
  { out, err }: Pick<Output, 'out' | 'err'>,
): Promise<0 | 1> {
  const told = (done: Outcome<string>): 0 | 1 => {
    if (done.ok) out(done.value)
    else err(`${formatIssues(done.issues)}\n`)
    return done.ok ? 0 : 1
  }
  if (!check) {
    const written = await writeCodeOwners(root)
    return told(written.ok ? ok(`${codeOwnersFile}: ${written.value ? 'written' : 'as it should be'}\n`) : written)
  }
  const found = await codeOwners(root)
  if (!found.ok) return told(found)
  const { now, desired } = found.value
  if (desired === undefined || desired === now) return told(ok(`${codeOwnersFile}: as it should be\n`))
  const want = 'what fleet/fleet.ts and apps/ say'
  return told(refused(codeOwnersFile, 'code-owners', 'other owners', want, 'run npx slipway owners'))
}
