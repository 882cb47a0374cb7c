import path from 'node:path'
import { issue, readJson, show, type Issue } from '@slipway/core'
import { fields, isFields, type Fields } from '@slipway/kube'

interface Workspace {
  /** `apps/web/package.json` */
  readonly file: string
  readonly text: string
}

function nameIssue({ file, text }: Workspace, packages: Fields): Issue | undefined {
  const manifest = readJson(text)
  const folder = path.posix.dirname(file)
  if (!isFields(manifest))
    return issue(file, '', 'package-unread', 'a text that is no object of JSON', 'an object of JSON', 'correct it')
  // npm takes the folder's name where there is none.
  const { name = path.posix.basename(folder) } = manifest
  const place = `node_modules/${String(name)}`
  if (!Object.hasOwn(packages, place)) return undefined
  const { link, resolved } = fields(packages[place])
  if (link === true && resolved === folder) return undefined
  return issue(
    file,
    'name',
    'package-name',
    show(name),
    'a name of its own: package-lock.json has that name for another package, in whose place npm would put this folder',
    `name it ${show(path.posix.basename(folder))}, then: npm install --package-lock-only --ignore-scripts`,
  )
}

/**
 * Workspaces by the name of another package. `npm ci` puts a workspace in the place of the package whose name and version it says, though
 * the lockfile has neither changed nor its checksum been asked: every job that imports the package would run the app's code.
 * @param lockfile `undefined` where there is none; then `npm ci` installs nothing
 */
export function workspaceNameIssues(lockfile: string | undefined, workspaces: readonly Workspace[]): readonly Issue[] {
  if (lockfile === undefined) return []
  const lock = readJson(lockfile)
  const packages = isFields(lock) && isFields(lock['packages']) ? lock['packages'] : undefined
  if (packages === undefined) {
    const want = 'a lockfile of npm, version 2 or 3'
    return [
      issue('package-lock.json', 'packages', 'package-unread', 'no packages', want, 'npm install --package-lock-only'),
    ]
  }
  return workspaces.flatMap((one) => nameIssue(one, packages) ?? [])
}
