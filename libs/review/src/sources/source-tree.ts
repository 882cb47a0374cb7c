import type { GeneratorTree } from '../effects/generated-applications.ts'

/** The names of a tree's files, and which of its folders are charts and kustomizations. */
export interface SourceTree extends GeneratorTree {
  readonly paths: ReadonlySet<string>
}

export const joined = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)

/** `a/./b/../c` as `a/c`; `undefined` where it leaves the tree. */
export function resolved(folder: string, relative: string): string | undefined {
  const parts: string[] = []
  for (const part of [...(relative.startsWith('/') ? [] : folder.split('/')), ...relative.split('/')]) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return parts.join('/')
}
