import type { Constraint } from '@slipway/kube'

/** What must hold for a field of objects of one kind. */
export const on = (kind: string, path: string, rest: Omit<Constraint, 'kinds' | 'of' | 'path'>): Constraint => ({
  kinds: [kind],
  of: 'object',
  path: path.split('.'),
  ...rest,
})
