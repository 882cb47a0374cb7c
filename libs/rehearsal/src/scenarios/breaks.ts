import type { Files } from '@slipway/tree'
import type { Break } from '../scenario.ts'

/** Changes the text of the files whose path matches. @throws when nothing was changed: a break that breaks nothing proves nothing */
export function editing(pattern: RegExp, change: (text: string, file: string) => string | undefined): (files: Files) => Files {
  return (files) => {
    const changed = new Map(files)
    let count = 0
    for (const [file, text] of files) {
      if (!pattern.test(file)) continue
      const after = change(text, file)
      if (after === text) continue
      count += 1
      if (after === undefined) changed.delete(file)
      else changed.set(file, after)
    }
    if (count === 0) throw new Error(`nothing to break in ${pattern.source}`)
    return changed
  }
}

export const swapStableAndCanary: Break = {
  name: 'swapped-services',
  change: editing(/\/rollout-/, (text) => text.replace(/(canaryService: \S+)-canary$/m, '$1-@').replace(/(stableService: \S+)-stable$/m, '$1-canary')
    .replace(/-@$/m, '-stable')),
  says: /canary|stable|service/i,
}
