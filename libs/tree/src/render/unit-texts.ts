import type { Outcome, Rendered } from '@slipway/core'
import { textOf } from './files.ts'

/** The texts of what is rendered by path; nothing when something is wrong with it. */
export function textsOf(render: () => Outcome<readonly Rendered[]>): ReadonlyMap<string, string> | undefined {
  const made = render()
  if (!made.ok) return undefined
  const texts = new Map<string, string>()
  for (const file of made.value) {
    const text = textOf(file)
    if (!text.ok || texts.has(file.path)) return undefined
    texts.set(file.path, text.value)
  }
  return texts
}
