/** List members are the step `[*]`. */
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
 * `spec.ports[*].port`; `*` is one step, `**` any number, `a|b` either. Steps with dots need `*`, `**` or quotes:
 * `metadata.annotations."argocd.argoproj.io/sync-options"`.
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
