import type { Live, Ref } from '../../cluster/kube.ts'
import { cause, joined, type Said } from '../../recording/words.ts'
import type { TestContext } from '../../stage/test-context.ts'

/** A value, and its writers: `argocd-controller`, ... */
interface Turn {
  readonly at: number
  readonly value: string
  readonly by: readonly string[]
}

/** Managed fields that were written between two looks. */
export function written(before: Live | undefined, after: Live) {
  const known = new Set((before?.metadata.managedFields ?? []).map((entry) => JSON.stringify(entry)))
  return (after.metadata.managedFields ?? []).filter((entry) => !known.has(JSON.stringify(entry)))
}

export const writers = (before: Live | undefined, after: Live): readonly string[] =>
  [...new Set(written(before, after).map(({ manager = 'somebody' }) => manager))].sort()

export function follow(
  test: TestContext,
  ref: Ref,
  read: (object: Live) => string,
): { readonly turns: readonly Turn[]; stop(): void } {
  const turns: Turn[] = []
  let before: Live | undefined
  const stop = test.kube.watch(
    ref,
    ({ type, object }) => {
      if (object.metadata.name !== ref.name) return
      const value = type === 'DELETED' ? 'nothing' : read(object)
      const by = writers(before, object)
      before = type === 'DELETED' ? undefined : object
      if (turns.at(-1)?.value !== value) turns.push({ at: test.recorder.at(), value, by })
    },
    { namespace: ref.namespace },
  )
  return { turns, stop }
}

/** `10 % (rollouts-controller), 0 % (argocd-controller)`. */
export const inTurn = (turns: readonly Turn[]): Said =>
  turns.length === 0
    ? 'nothing'
    : joined(
        turns.map(({ value, by }) => (by.length === 0 ? value : cause('written-by', { value, by: by.join(', ') }))),
        ', ',
      )
