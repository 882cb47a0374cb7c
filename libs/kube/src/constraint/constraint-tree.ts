import { fields as fieldsOf } from '../value.ts'
import type { Constraint } from './constraint.ts'
import { type Judged, keeping } from './satisfies.ts'

/** A field at which constraints end, and those below it. */
interface Node {
  readonly tests: Pick<Constraint, 'test' | 'required'>[]
  readonly fields: Map<string, Node>
  members: Node | undefined
}

const node = (): Node => ({ tests: [], fields: new Map(), members: undefined })

function add(tree: Node, constraint: Constraint): void {
  let inner = tree
  for (const step of constraint.path) {
    const known = step === '*' ? inner.members : inner.fields.get(step)
    const next = known ?? node()
    if (step === '*') inner.members = next
    else inner.fields.set(step, next)
    inner = next
  }
  inner.tests.push(constraint)
}

type Walk = (value: unknown, root: unknown, judged: Judged) => boolean

/** Compiles a node once, not for each object of an estate. */
function walkOf({ tests, fields, members }: Node): Walk {
  const own = tests.map(({ test }) => keeping(test))
  const walks = new Map([...fields].map(([step, below]) => [step, walkOf(below)]))
  const required = [...fields].flatMap(([step, below]) => (below.tests.some((one) => one.required) ? [step] : []))
  const each = members && walkOf(members)
  return (value, root, judged) => {
    for (const keeps of own) if (!keeps(value, root, judged)) return false
    if (walks.size > 0) {
      const inner = fieldsOf(value)
      for (const step of required) if (inner[step] === undefined) return false
      // An object has fewer fields than there are constraints on it.
      for (const step in inner) {
        const walk = walks.get(step)
        const field = walk && inner[step]
        if (field !== undefined && walk?.(field, root, judged) === false) return false
      }
    }
    return each === undefined || (Array.isArray(value) && value.every((member: unknown) => each(member, root, judged)))
  }
}

/**
 * Compiles many constraints into one test: true if `breaches` finds nothing for any. Walks common paths once, and only
 * below fields that the object has.
 * @returns a function of the object, or of the pod template, in which their paths start
 */
export function keepsAll(constraints: readonly Constraint[]): (root: unknown, judged: Judged) => boolean {
  const tree = node()
  for (const constraint of constraints) add(tree, constraint)
  const walk = walkOf(tree)
  return (root, judged) => walk(root, root, judged)
}
