import { existsSync, globSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { workspaceIssues } from '@slipway/checks/light'
import { inputIssue, issue, plainText, readJson, type Issue } from '@slipway/core'

const isLink = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true
const linkIssue = (file: string): Issue =>
  issue(file, '', 'input-size', 'a symbolic link', 'a regular file', 'commit the file itself')

/** A lockfile of some thousand packages is larger than what people write. */
const largestLockfile = 64 * 2 ** 20

/** Files that npm may take for workspaces: of each app, and deeper where the root's own list goes deeper. */
function manifestsOf(root: string): readonly string[] {
  const own = plainText(root, 'package.json')
  const read = own === undefined ? undefined : (readJson(own) as { readonly workspaces?: unknown } | null | undefined)
  const said = read?.workspaces as { readonly packages?: unknown } | null | undefined
  const patterns = [said?.packages ?? said ?? []].flat().map((one) => String(one).replace(/^\.\//, ''))
  const shallow = /^(?!apps\/)[\w@.-]+(?:\/|$)|^apps\/(?!\*\*)[^/{]+\/?$/
  const isDeep = patterns.some((one) => !one.startsWith('!') && !shallow.test(one))
  // Where a list goes deeper at all, each is judged as if it were on it.
  const all = isDeep
    ? globSync('apps/**/package.json', { cwd: root, exclude: (one) => path.basename(one) === 'node_modules' })
    : []
  // Files lie there, too: `init` writes apps/README.md, and below a file lstat throws.
  const apps = readdirSync(path.join(root, 'apps'), { withFileTypes: true })
    .map((app) => ({ app, file: `apps/${app.name}/package.json` }))
    .filter(
      ({ app, file }) => existsSync(path.join(root, file)) || (app.isDirectory() && isLink(path.join(root, file))),
    )
    .map(({ file }) => file)
  return [...new Set([...apps, ...all.map((file) => file.replaceAll(path.sep, '/'))])].sort()
}

export function packagesOf(root: string): readonly Issue[] {
  // npm reads the first that there is.
  const lockfile = ['npm-shrinkwrap.json', 'package-lock.json'].find((file) => existsSync(path.join(root, file)))
  if (lockfile === undefined || !existsSync(path.join(root, 'apps'))) return []
  const there = manifestsOf(root)
  const odd = [lockfile, ...there].flatMap((file) => {
    if (isLink(path.join(root, file))) return linkIssue(file)
    return inputIssue(root, file, file === lockfile ? largestLockfile : undefined) ?? []
  })
  if (odd.length > 0) return odd
  const text = (file: string): string => readFileSync(path.join(root, file), 'utf8')
  return workspaceIssues(
    text(lockfile),
    there.map((file) => ({ file, text: text(file) })),
  )
}
