import { existsSync, lstatSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { workspaceIssues } from '@slipway/checks/light'
import { InputFiles, inputIssue, issue, type Issue } from '@slipway/core'

const isLink = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true
const linkIssue = (file: string): Issue =>
  issue(file, '', 'input-size', 'a symbolic link', 'a regular file', 'commit the file itself')

/** What is wrong with the packages that npm makes of apps' folders. */
export function packagesOf(root: string): readonly Issue[] {
  // npm reads the first that there is.
  const lockfile = ['npm-shrinkwrap.json', 'package-lock.json'].find((file) => existsSync(path.join(root, file)))
  const apps = path.join(root, 'apps')
  if (lockfile === undefined || !existsSync(apps)) return []
  const files = new InputFiles(root)
  // Files lie there, too: `init` writes apps/README.md, and below a file lstat throws.
  const there = readdirSync(apps, { withFileTypes: true })
    .map((app) => ({ app, file: `apps/${app.name}/package.json` }))
    .filter(
      ({ app, file }) => existsSync(path.join(root, file)) || (app.isDirectory() && isLink(path.join(root, file))),
    )
    .map(({ file }) => file)
    .sort()
  const odd = [lockfile, ...there].flatMap(
    (file) => (isLink(path.join(root, file)) ? linkIssue(file) : inputIssue(root, file)) ?? [],
  )
  if (odd.length > 0) return odd
  const text = (file: string): string => files.read(file).toString('utf8')
  return workspaceIssues(
    text(lockfile),
    there.map((file) => ({ file, text: text(file) })),
  )
}
