import { few, type Constraint } from '@slipway/kube'

/** Most fields that are not right are taken out. */
type Rest = Omit<Constraint, 'kinds' | 'of' | 'path' | 'hint'> & Partial<Pick<Constraint, 'hint'>>

/** A constraint on a field of objects of one kind. */
export const on = (kind: string, path: string, rest: Rest): Constraint => ({
  kinds: [kind],
  of: 'object',
  path: path.split('.'),
  hint: 'take it out',
  ...rest,
})

/** The same below `spec`. */
export const inSpec =
  (kind: string) =>
  (path: string, rest: Rest): Constraint =>
    on(kind, `spec.${path}`, rest)

/** At most so many members. @param why one process goes through those of all teams */
export const atMost = (most: number, things: string, why: string, hint = 'take some out') => ({
  test: few(most),
  want: `at most ${most}${things}: ${why}`,
  hint,
})
