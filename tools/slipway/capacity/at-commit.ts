import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import type { Outcome } from '@slipway/core'
import { commitOf, gitSide } from '../review/git-side.ts'

/** An app's code is no part of the model. */
const needed = (file: string): boolean =>
  /^(apps|fleet)\//.test(file) && !/^apps\/[^/]+\/(src|test|node_modules)\//.test(file)

/**
 * Specs and fleet of a commit in a temporary folder. Loading runs them: trust the commit as you trust the work tree.
 */
export async function atCommit<T>(
  root: string,
  ref: string,
  work: (folder: string) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const commit = commitOf(root, ref)
  if (!commit.ok) return commit
  const side = gitSide(root, commit.value, needed, ['apps', 'fleet'])
  if (!side.ok) return side
  return inTemporaryFolder('capacity', async (folder) => {
    for (const [file, content] of await side.value.read([...side.value.files.keys()])) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      writeFileSync(path.join(folder, file), content)
    }
    return work(folder)
  })
}
