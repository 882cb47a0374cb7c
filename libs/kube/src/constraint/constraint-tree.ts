import { isFields } from '../value.ts'
import type { Constraint } from './constraint.ts'
import { type Judged, keeps } from './satisfies.ts'

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

function passes({ tests, fields, members }: Node, value: unknown, root: unknown, judged: Judged): boolean {
  for (const { test } of tests) if (!keeps(value, test, root, judged)) return false
  for (const [step, below] of fields) {
    const inner = isFields(value) ? value[step] : undefined
    if (inner === undefined ? below.tests.some(({ required }) => required) : !passes(below, inner, root, judged))
      return false
  }
  if (members === undefined) return true
  return Array.isArray(value) && value.every((member: unknown) => passes(members, member, root, judged))
}

/**
 * Many constraints as one question: whether `breaches` finds nothing for any of them. It walks their common paths once, and
 * only below fields that the object has.
 * @returns of the object, or pod template, where their paths start
 */
export function keepsAll(constraints: readonly Constraint[]): (root: unknown, judged: Judged) => boolean {
  const tree = node()
  for (const constraint of constraints) add(tree, constraint)
  return (root, judged) => passes(tree, root, root, judged)
}
