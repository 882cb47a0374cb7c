import type { Constraint } from '@slipway/kube'
import { mayField } from './keys-of-team.ts'

/** Whatever the schema takes there. */
const whole = Symbol('whole')
/** The fields of an object that a team may write; a list stands for its members. */
export interface Fields {
  readonly [field: string]: typeof whole | Fields | readonly [Fields]
}

type Name<T> = T extends `${string} ${string}` ? never : T

/** Fields of which nothing is closed below. */
export const plain = <const T extends readonly string[]>(...names: { [K in keyof T]: Name<T[K]> }): Fields =>
  Object.fromEntries(names.map((name) => [name, whole]))

type Where = Pick<Constraint, 'kinds'> & Partial<Pick<Constraint, 'of' | 'inTreeOnly'>>

function below(name: string, where: Where, path: readonly string[], fields: Fields): readonly Constraint[] {
  const under = [name, ...path.filter((step) => step !== '*'), ''].join('.')
  const names = Object.keys(fields)
  const own: Constraint = {
    of: 'object',
    ...where,
    path,
    test: { is: 'keys', of: names, opened: { list: 'fields', under } },
    want: `no other field than ${names.join(', ')}: what nobody has judged is closed`,
    hint: `take it out, or add "${under}<field>" to ${mayField('fields')}`,
  }
  return [
    own,
    ...Object.entries(fields).flatMap(([field, inner]) => {
      if (inner === whole) return []
      const [members] = Array.isArray(inner) ? (inner as readonly [Fields]) : []
      return members === undefined
        ? below(name, where, [...path, field], inner as Fields)
        : below(name, where, [...path, field, '*'], members)
    }),
  ]
}

/**
 * Closes the `spec` that a team may write of a kind: fields that are not listed are refused, and the fleet opens them
 * (`may.fields`). A field that a program of the platform gets with its next version is closed, too, until somebody has
 * judged it.
 */
export const closed = (kind: string, fields: Fields): readonly Constraint[] =>
  below(kind, { kinds: [kind] }, ['spec'], fields)

/**
 * The same of Kubernetes' own kinds, in the tree alone: the API server fills in defaults before policies are asked, and
 * with its next version those of new fields.
 * @param name by which the fleet opens a field
 */
export const closedInTree = (
  name: string,
  where: Pick<Constraint, 'kinds' | 'of'>,
  fields: Fields,
): readonly Constraint[] => below(name, { ...where, inTreeOnly: true }, ['spec'], fields)
