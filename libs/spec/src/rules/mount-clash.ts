interface Folder {
  /** The first that is mounted here, and the first here or below. */
  own?: number
  any?: number
  readonly within: Map<string, Folder>
}

/**
 * For each mount the index of the first one before it at, above or below its path, or of its name; a spec has thousands
 * of files at most.
 */
export function firstClashes(mounts: readonly { readonly at: string; readonly name: string }[]): readonly number[] {
  const top: Folder = { within: new Map() }
  const names = new Map<string, number>()
  return mounts.map(({ at, name }, i) => {
    const found = [names.get(name)]
    let here = top
    for (const part of at.split('/')) {
      found.push(here.own)
      const next: Folder = here.within.get(part) ?? { within: new Map() }
      here.within.set(part, next)
      here = next
      here.any ??= i
    }
    found.push(here.any === i ? undefined : here.any)
    here.own ??= i
    if (!names.has(name)) names.set(name, i)
    return Math.min(...found.map((one) => one ?? Infinity))
  })
}
