/**
 * `$(NAME)` in a variable: the kubelet puts the value of a variable there that stands before it, and leaves it as it is
 * where there is none; `$$` is a dollar
 * (https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/).
 */
const pattern = /\$\$|\$\(([A-Za-z_][A-Za-z0-9_.-]{0,199})\)/g

/** The variables that a text names. */
export const namedVariables = (text: string): readonly string[] =>
  text.includes('$(') ? [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []) : []

/** Names that name names; longer chains nobody reads. */
const mostSteps = 20

interface Variable {
  readonly name: string
  readonly value?: string
}

/** Each after those that it names, else as they were; and those that go in a circle or need too many steps. */
export function orderVariables<V extends Variable>(
  variables: readonly V[],
): { ordered: readonly V[]; circle: readonly V[] } {
  const ordered: V[] = []
  let left = variables
  for (let step = 0; step <= mostSteps && left.length > 0; step++) {
    const open = new Set(left.map(({ name }) => name))
    const { ready = [], later = [] } = Object.groupBy(left, ({ value = '' }) =>
      namedVariables(value).some((name) => open.has(name)) ? 'later' : 'ready',
    )
    ordered.push(...ready)
    left = later
  }
  return { ordered, circle: left }
}
