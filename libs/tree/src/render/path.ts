import { folderOf, withFoldersAbove } from '@slipway/core'

/** Paths are relative to the estate's root, with `/` on every system. */

/** All that lies in these folders is generated. */
export const ownedFolders = ['clusters', 'argocd', 'aws'] as const
export const kubernetesFolders = ['clusters', 'argocd'] as const
/** Whether objects of Kubernetes lie there, and not stacks of AWS. */
export const isKubernetes = (path: string): boolean => kubernetesFolders.some((folder) => path.startsWith(`${folder}/`))

export const listed = (word: 'and' | 'or'): string =>
  ownedFolders
    .map((folder, i) => `${i === 0 ? '' : i === ownedFolders.length - 1 ? ` ${word} ` : ', '}${folder}/`)
    .join('')

/** The cache of one working copy; not in git. */
export const stateFolder = '.slipway'

/** Names that every file system takes, Windows' included. */
const segment = /^[A-Za-z0-9_-](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?$/
/** Devices on Windows, with any extension (https://learn.microsoft.com/windows/win32/fileio/naming-a-file). */
const device = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i
/** Longest name of ext4, APFS and NTFS. */
const longestSegment = 255

/** See GitOps Promoter, "Building a Custom Hydrator". */
export const hydratorName = 'hydrator.metadata'

/** Root modules of OpenTofu, which reads JSON by this ending; of `aws/` alone. */
const isModule = (path: string): boolean => path.startsWith('aws/') && path.endsWith('.tf.json')

export const hasOwnedName = (path: string): boolean =>
  path.endsWith('.yaml') || path.endsWith(`/${hydratorName}`) || isModule(path)

/** Argo CD's discovery goes by the ends of names, so `role-Chart.yaml` makes a chart of its folder. */
const obeyed = /Chart\.yaml$|\/kustomization\.ya?ml$/

export function pathProblem(path: string): string | undefined {
  if (!ownedFolders.some((folder) => path.startsWith(`${folder}/`))) return `a path in ${listed('or')}`
  for (const part of path.split('/')) {
    if (part.length > longestSegment) return `names of at most ${longestSegment} characters`
    if (!segment.test(part))
      return 'names of letters, digits, dots, dashes and underscores between single slashes, with no dot at either end'
    if (device.test(part)) return `a name that Windows does not keep for a device, as it does "${part}"`
  }
  if (obeyed.test(path)) return 'a name that is no sign to Argo CD to render the folder by Helm or kustomize'
  return hasOwnedName(path) ? undefined : 'a name that ends in .yaml'
}

/** macOS and Windows take paths with the same for one file. */
export const folded = (path: string): string => path.toLowerCase()

export function foldersAbove(path: string): string[] {
  const above: string[] = []
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) above.push(folder)
  return above
}

export const foldersOf = (paths: Iterable<string>): Set<string> => withFoldersAbove([...paths].map(folderOf))

/**
 * Selects files.
 * @param source the path that the file's header names; `undefined` for a file that we did not generate
 */
export type Scope = (path: string, source: () => string | undefined) => boolean

/** Resources that controllers make in AWS for an app. */
const needs = /^clusters\/[^/]+\/platform\/needs-[^/]+\//

/**
 * For `--app`: `clusters/<cluster>/<team>/<app>/...`, and in `aws/` and of what ACK makes what is made from the app's
 * own files.
 */
export function appScope(app: string): Scope {
  return (path, source) => {
    if (path.startsWith('aws/') || needs.test(path)) return source()?.startsWith(`apps/${app}/`) === true
    const [owner, , , name, file] = path.split('/')
    return owner === 'clusters' && name === app && file !== undefined
  }
}

export function appOf(path: string): string | undefined {
  const [owner, , team, name, file] = path.split('/')
  return owner === 'clusters' && team !== 'platform' && file !== undefined ? name : undefined
}
