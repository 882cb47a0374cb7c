/** `clusters/dev/shop` of `clusters/dev/shop/web.yaml`; empty at the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** `web.yaml` of `clusters/dev/shop/web.yaml`. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Folders with all those above them, but for the root. */
export function withFoldersAbove(folders: Iterable<string>): Set<string> {
  const all = new Set<string>()
  for (let folder of folders) for (; folder !== '' && !all.has(folder); folder = folderOf(folder)) all.add(folder)
  return all
}
