import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Output } from '@slipway/cli'
import { failed, formatIssues, issue, ok, show, type Issue, type Outcome } from '@slipway/core'
import { loadFleet } from '@slipway/fleet'
import {
  noteText,
  openGit,
  openGitHub,
  publishPull,
  readPrepared,
  stopOthers,
  type Note,
  type Opened,
  type PreparedPull,
} from '@slipway/release'

type Git = Extract<ReturnType<typeof openGit>, { ok: true }>['value']
type GitHub = Extract<ReturnType<typeof openGitHub>, { ok: true }>['value']

/**
 * Opens one, and sees to the others of its app.
 * @returns `undefined` where the one that is open brings a later image
 */
export function publish(
  git: Git,
  gitHub: GitHub,
  pull: PreparedPull,
): Outcome<{ readonly pull: Opened; readonly others: readonly Note[] } | undefined> {
  const opened = publishPull(git, gitHub, pull)
  if (!opened.ok) return opened
  if (opened.value === undefined) return ok(undefined)
  const stopped = stopOthers(git, gitHub, pull)
  if (stopped.ok) return ok({ pull: opened.value, others: stopped.value })
  const { url } = opened.value
  return failed(...stopped.issues.map((one) => ({ ...one, hint: `${one.hint}. ${url} is open` })))
}

/** Whether a fleet requires provenance that a job could not compare; prints so. */
export async function unproved(
  root: string,
  result: string | undefined,
  { err }: Pick<Output, 'err'>,
): Promise<boolean> {
  if (result === undefined || result === 'success') return false
  const fleet = await loadFleet(root)
  if (fleet.ok && fleet.value.provenance !== 'required') return false
  const hint = 'see what `release provenance` said'
  const wrong = issue('fleet/fleet.ts', 'provenance', 'provenance-unproved', show(result), '"success"', hint)
  err(`${formatIssues(fleet.ok ? [wrong] : fleet.issues)}\n`)
  return true
}

/** All that lie in a folder; one that fails keeps no other back. @returns the exit code */
export function publishAll(
  root: string,
  folder: string,
  { out, err, cwd }: Pick<Output, 'out' | 'err' | 'cwd'>,
): 0 | 1 {
  const fail = (issues: readonly Issue[]): 1 => {
    err(`${formatIssues(issues)}\n`)
    return 1
  }
  const place = path.resolve(cwd, folder)
  if (!existsSync(place)) {
    out('Nothing was prepared, so there is nothing to open.\n')
    return 0
  }
  const git = openGit(root)
  const gitHub = openGitHub(root)
  if (!git.ok || !gitHub.ok) return fail([git, gitHub].flatMap((one) => (one.ok ? [] : one.issues)))
  const pulls = readPrepared(git.value, place)
  if (!pulls.ok) return fail(pulls.issues)
  let code: 0 | 1 = 0
  for (const pull of pulls.value) {
    const done = publish(git.value, gitHub.value, pull)
    if (!done.ok) code = fail(done.issues)
    else if (done.value === undefined) out(`${pull.branch}: the open pull request brings a later image\n`)
    else {
      const { pull: opened, others } = done.value
      out(`${opened.isNew ? 'Opened' : 'Renewed'} ${opened.url} from ${opened.branch}\n`)
      for (const note of others) out(`${noteText(note)}\n`)
    }
  }
  return code
}
