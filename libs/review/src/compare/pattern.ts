/** Whether a path, as its steps, is one that is meant. List members are the step `[*]`. */
export type Pattern = (steps: readonly string[]) => boolean

function fits(wanted: readonly string[], i: number, steps: readonly string[], j: number): boolean {
  for (; i < wanted.length; i++, j++) {
    const want = wanted[i]
    if (want === '**') {
      if (i === wanted.length - 1) return true
      for (let k = j; k <= steps.length; k++) if (fits(wanted, i + 1, steps, k)) return true
      return false
    }
    if (j >= steps.length) return false
    if (want !== '*' && want !== steps[j]) return false
  }
  return j === steps.length
}

/**
 * A pattern of paths: `spec.ports[*].port`; `*` is any one step, `**` any number of them, `a|b` either of two patterns. A step that has
 * dots
 * in it (a label) is only met by `*` or `**`, or in quotes: `metadata.annotations."argocd.argoproj.io/sync-options"`.
 */
export function pattern(text: string): Pattern {
  const all = text
    .split('|')
    .map((one) =>
      [...one.replaceAll('[*]', '.[*]').matchAll(/"([^"]*)"|([^.]+)/g)].map(
        ([, quoted, plain]) => quoted ?? plain ?? '',
      ),
    )
  return (steps) => all.some((wanted) => fits(wanted, 0, steps, 0))
}
