import { overlaid } from '@slipway/kube'

/** Alternative shapes: the override replaces the whole object, since a mix would be invalid. */
const choices = new Set(['sticky'])

/** Merges objects by field; replaces the rest, lists too. */
export const overlay = (base: unknown, over: unknown): unknown => overlaid(base, over, choices)
