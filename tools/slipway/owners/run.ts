import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Output } from '@slipway/cli'
import { failed, formatIssues, issue, ok, refused, type Issue, type Outcome } from '@slipway/core'
import { codeOwnersFile, codeOwnersRegion, newCodeOwners, withCodeOwners } from '@slipway/fleet'
import type { Estate } from '@slipway/spec'

interface CodeOwners {
  readonly now: string | undefined
  /** `undefined` for a file without our region. */
  readonly desired: string | undefined
}

/** CODEOWNERS as it is, and as the estate wants it. */
export function codeOwners(root: string, { fleet, apps }: Estate): Outcome<CodeOwners> {
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

const differs = issue(
  codeOwnersFile,
  '',
  'code-owners',
  'other owners',
  'what fleet/fleet.ts and apps/ say',
  'run npx slipway owners: who owns an app changes with its team',
)
const withoutRegion = refused(
  codeOwnersFile,
  'code-owners-region',
  'a file without our region',
  `a line "${codeOwnersRegion[0]}" and one "${codeOwnersRegion[1]}", where the lines from the fleet go`,
  'add both where they belong (of lines that match a path the last one counts), then run npx slipway owners',
)

/** How CODEOWNERS differs from what the estate says, where it has our region; a file without it is people's. */
export function ownersIssues(root: string, estate: Estate): readonly Issue[] {
  if (!existsSync(path.join(root, codeOwnersFile))) return []
  const found = codeOwners(root, estate)
  if (!found.ok) return found.issues
  const { now, desired } = found.value
  return desired === undefined || desired === now ? [] : [differs]
}

/** Writes it where it differs; `check` only compares. */
async function settle(root: string, isCheck: boolean): Promise<Outcome<string>> {
  const { loadEstate } = await import('@slipway/spec')
  const estate = await loadEstate(root)
  if (!estate.ok) return estate
  const found = codeOwners(root, estate.value)
  if (!found.ok) return found
  const { now, desired } = found.value
  if (desired === undefined)
    return isCheck
      ? withoutRegion
      : ok(`${codeOwnersFile}: left as it is, for it has no line "${codeOwnersRegion[0]}"\n`)
  if (desired === now) return ok(`${codeOwnersFile}: as it should be\n`)
  if (isCheck) return failed(differs)
  mkdirSync(path.join(root, path.dirname(codeOwnersFile)), { recursive: true })
  writeFileSync(path.join(root, codeOwnersFile), desired)
  return ok(`${codeOwnersFile}: written\n`)
}

export async function runOwners(
  { root, check }: { readonly root: string; readonly check: boolean },
  { out, err }: Pick<Output, 'out' | 'err'>,
): Promise<0 | 1> {
  const done = await settle(root, check)
  if (done.ok) out(done.value)
  else err(`${formatIssues(done.issues)}\n`)
  return done.ok ? 0 : 1
}
