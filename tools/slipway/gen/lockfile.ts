import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { exec } from '@slipway/cli/exec'
import { git } from '@slipway/cli/git'
import { issue, type Issue } from '@slipway/core'

const lockfile = 'package-lock.json'

const hasMarkers = (text: string): boolean => /^(?:<{7}|>{7}) /m.test(text)

/**
 * Ends a conflict in the lockfile, as between two branches that each add an app: npm reads both sides, and writes one
 * that fits all package.json.
 * @returns the error; `undefined` also if there is nothing to do
 */
export async function cureLockfile(root: string): Promise<Issue | undefined> {
  const open = git(root, ['ls-files', '--unmerged', '--', lockfile, 'package.json', '*/package.json']).stdout
  if (!open.includes(`\t${lockfile}`)) return undefined
  const hint = `merge every package.json, git add them, then: npm install --package-lock-only --ignore-scripts && git add ${lockfile}`
  const wrong = (got: string): Issue =>
    issue(lockfile, '', 'resolve-lockfile', got, 'a lockfile that npm can make anew', hint)
  // npm reads these first.
  if (/\t(?:.*\/)?package\.json$/m.test(open)) return wrong('a package.json with an open merge conflict')
  const file = path.join(root, lockfile)
  if (!existsSync(file)) return wrong('one side deleted it')
  const args = ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
  const ran = await exec('npm', args, { cwd: root })
  if (ran.code !== 0) return wrong(ran.stderr.trim().split('\n').slice(0, 3).join(' ') || 'npm said nothing')
  if (hasMarkers(readFileSync(file, 'utf8'))) return wrong('npm left conflict markers in it')
  const added = git(root, ['add', '--', lockfile])
  return added.status === 0 ? undefined : wrong(added.stderr.trim())
}
