/** Characters that macOS (invisible ones) and Windows (dots and blanks at the end) drop from a name. */
const ignored = /[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]|[. ]+$/g
const plain = /^[\w-]+(?:\.[\w-]+)*$/

const folded = (name: string): string =>
  // Capitals first: of ß they are SS.
  plain.test(name) ? name.toLowerCase() : name.normalize('NFD').replaceAll(ignored, '').toUpperCase().toLowerCase()

/**
 * Two files or folders of one folder that have one name on another system: whichever comes last is in the place of
 * both.
 */
export function pathTwins(files: readonly string[]): readonly (readonly [string, string])[] {
  const known = new Map<string, string>()
  const twins: (readonly [string, string])[] = []
  const seen = new Set<string>()
  for (const file of files) {
    let [path, cut] = [file, file.lastIndexOf('/')]
    // From the file up, as far as a folder is new.
    while (!seen.has(path)) {
      seen.add(path)
      const key = path.slice(0, cut + 1) + folded(path.slice(cut + 1))
      const other = known.get(key)
      if (other === undefined) known.set(key, path)
      else twins.push([other, path])
      if (cut < 0) break
      path = path.slice(0, cut)
      cut = path.lastIndexOf('/')
    }
  }
  return twins
}
