import path from 'node:path'
import { issue, readJson, show, type Issue } from '@slipway/core'
import { fields, isFields, type Fields } from '@slipway/kube'

interface Workspace {
  /** `apps/web/package.json` */
  readonly file: string
  readonly text: string
}

const relock = 'npm install --package-lock-only --ignore-scripts'

function nameIssue(file: string, manifest: Fields, packages: Fields): readonly Issue[] {
  const folder = path.posix.dirname(file)
  // npm takes the folder's name where there is none.
  const { name = path.posix.basename(folder) } = manifest
  const place = `node_modules/${String(name)}`
  if (!Object.hasOwn(packages, place)) return []
  const { link, resolved } = fields(packages[place])
  if (link === true && resolved === folder) return []
  return [
    issue(
      file,
      'name',
      'package-name',
      show(name),
      'a name of its own: package-lock.json has that name for another package, in whose place npm would put this folder',
      `name it ${show(path.posix.basename(folder))}, then: ${relock}`,
    ),
  ]
}

const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']

/** npm moves some from one kind to another, so any kind of the lockfile will do. */
function dependencyIssues(file: string, manifest: Fields, packages: Fields): readonly Issue[] {
  const locked = fields(packages[path.posix.dirname(file)])
  const isLocked = (name: string, wanted: unknown): boolean =>
    kinds.some((kind) => Object.hasOwn(fields(locked[kind]), name) && fields(locked[kind])[name] === wanted)
  return kinds.flatMap((kind) =>
    Object.entries(fields(manifest[kind])).flatMap(([name, wanted]) =>
      isLocked(name, wanted)
        ? []
        : issue(
            file,
            `${kind}.${name}`,
            'package-unlocked',
            show(wanted),
            'what package-lock.json has for this folder: else npm may put it in the place of the package that all import',
            relock,
          ),
    ),
  )
}

/** Node's `JSON.parse` may take such a key for another one, so npm and we might read two. */
const escapedKey = /"(?:[^"\\]|\\.)*"(?=\s*:)/g

function workspaceIssue({ file, text }: Workspace, packages: Fields): readonly Issue[] {
  const manifest = readJson(text)
  const unread = (got: string, want: string) => [issue(file, '', 'package-unread', got, want, 'correct it')]
  if (!isFields(manifest)) return unread('a text that is no object of JSON', 'an object of JSON')
  if (text.match(escapedKey)?.some((key) => key.includes('\\')) === true)
    return unread('a key with a backslash', 'keys without one')
  return [...nameIssue(file, manifest, packages), ...dependencyIssues(file, manifest, packages)]
}

/**
 * Workspaces that the lockfile does not know so. `npm ci` compares places and versions alone: a workspace by the name
 * of another package stands in its place, and `"yaml": "file:evil.tgz"` puts that file there, with the lockfile as it
 * was and no checksum asked. Every job that imports the package would run the app's code.
 * @param lockfile `undefined` where there is none; then `npm ci` installs nothing
 */
export function workspaceIssues(lockfile: string | undefined, workspaces: readonly Workspace[]): readonly Issue[] {
  if (lockfile === undefined) return []
  const lock = readJson(lockfile)
  const packages = isFields(lock) && isFields(lock['packages']) ? lock['packages'] : undefined
  if (packages === undefined) {
    const want = 'a lockfile of npm, version 2 or 3'
    return [
      issue('package-lock.json', 'packages', 'package-unread', 'no packages', want, 'npm install --package-lock-only'),
    ]
  }
  return workspaces.flatMap((one) => workspaceIssue(one, packages))
}
