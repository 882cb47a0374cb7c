import type { Sample } from '../shared/kit.ts'

export function outOfSyncSpans(samples: readonly Sample[], end: number) {
  const found: { at: number; seconds: number }[] = []
  let since: number | undefined
  let ever = false
  for (const { at, sync } of samples) {
    if (sync === 'Synced') ever = true
    if (sync === 'OutOfSync' && ever) since ??= at
    else if (since !== undefined) {
      found.push({ at: since, seconds: at - since })
      since = undefined
    }
  }
  return since === undefined ? found : [...found, { at: since, seconds: end - since }]
}
