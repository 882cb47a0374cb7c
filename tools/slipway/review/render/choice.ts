import { unitOf, type Pair } from './unit.ts'

const partsText = (unit: Pair['before']): string => JSON.stringify(unit?.parts.map(({ given }) => given) ?? [])

export const filesIn = ({ before, after }: Pair): readonly string[] =>
  [before, after].flatMap((unit) => unit?.parts.flatMap(({ files }) => files) ?? [])

interface Choice {
  /** The pairs that a change touches. */
  readonly touched: readonly Pair[]
  /**
   * Those beside them that share a file, or that read the file of a touched one: environments are compared with each
   * other.
   */
  readonly beside: readonly Pair[]
}

/** @param differs the files that differ */
export function chosen(pairs: readonly Pair[], differs: ReadonlySet<string>): Choice {
  const isTouched = (pair: Pair) =>
    partsText(pair.before) !== partsText(pair.after) || filesIn(pair).some((file) => differs.has(file))
  const touched = pairs.filter(isTouched)
  const near = new Set(touched.flatMap((pair) => [...filesIn(pair), unitOf(pair).path]))
  const set = new Set(touched)
  return { touched, beside: pairs.filter((pair) => !set.has(pair) && filesIn(pair).some((file) => near.has(file))) }
}
