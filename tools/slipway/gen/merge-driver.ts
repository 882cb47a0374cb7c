import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { git } from '@slipway/cli/git'
import { ok, refused, type Outcome } from '@slipway/core'
import { remergeFile } from '@slipway/tree'

const word = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/**
 * Git runs it for each generated file that both sides changed (gitattributes(5), `merge.<name>.driver`). It keeps our
 * side and notes the path: inputs may not be merged yet, so nothing can be rendered. In sh, since a Node for each of
 * a thousand files takes minutes.
 * @param prefix the estate's folder in the repository, as `git rev-parse --show-prefix` has it
 */
function driver(prefix: string): string {
  const folder = word(`${prefix}${path.posix.dirname(remergeFile)}`)
  return `mkdir -p ${folder} && echo %P >> ${word(`${prefix}${remergeFile}`)}`
}

/** githooks(5). A rebase runs neither of the first two, so the push asks last. */
export const hookNames = ['pre-merge-commit', 'pre-commit', 'pre-push'] as const

/** No commit or push while generated files are one side of a merge. */
function hookLine(prefix: string): string {
  const told = 'slipway: a merge took one side of generated files, so the tree may be wrong. Do: npx slipway resolve'
  return `[ ! -e ${word(`${prefix}${remergeFile}`)} ] || { echo ${word(told)} >&2; exit 1; }`
}

interface Installed {
  /** Somebody else's hooks; our line has to be added by hand. */
  readonly foreign: readonly string[]
  readonly line: string
}

/** For this clone. Idempotent. */
export function install(root: string): Outcome<Installed> {
  const asked = git(root, ['rev-parse', '--show-prefix', '--git-path', 'hooks'])
  const [prefix = '', hooks = ''] = asked.stdout.split('\n')
  if (asked.status !== 0)
    return refused(root, 'resolve-git', asked.stderr.trim(), 'a git repository', 'run it in a clone')
  for (const [key, value] of [
    ['name', 'slipway renders generated files anew'],
    ['driver', driver(prefix)],
  ] as const) {
    const set = git(root, ['config', '--local', `merge.slipway.${key}`, value])
    const want = 'git settings that can be written'
    if (set.status !== 0) return refused(root, 'resolve-git', set.stderr.trim(), want, 'correct what git says')
  }
  const folder = path.resolve(root, hooks)
  const line = hookLine(prefix)
  mkdirSync(folder, { recursive: true })
  const foreign: string[] = []
  for (const name of hookNames) {
    const file = path.join(folder, name)
    const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined
    if (text?.includes(line) === true) continue
    if (text !== undefined && !text.includes(remergeFile)) foreign.push(file)
    else {
      writeFileSync(file, `#!/bin/sh\n${line}\n`)
      chmodSync(file, 0o755)
    }
  }
  return ok({ foreign, line })
}
