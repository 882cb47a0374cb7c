const rounded = (n: number, digits: number): string =>
  n.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits })

export const cores = (millicores: number): string => rounded(millicores / 1000, 1)
export const gibibytes = (bytes: number): string => rounded(bytes / 2 ** 30, 1)

export const money = (month: number | null): string => (month === null ? '?' : `$${rounded(month, 0)}`)

export const cents = (dollars: number | null): string => (dollars === null ? '?' : `$${rounded(dollars, 2)}`)

/** Whether a `?` stands for money somewhere. */
export const hasUnknown = (lines: readonly string[]): boolean =>
  lines.some((line) => /(?:^|\s)\?(?=[\s,]|$)/.test(line))

export function moneyDifference(before: number | null, after: number | null): string {
  if (before === null || after === null) return '?'
  const more = Math.round(after - before)
  return more === 0 ? '$0' : `${more > 0 ? '+' : '-'}$${rounded(Math.abs(more), 0)}`
}

export const counted = (n: number, one: string): string => `${rounded(n, 0)} ${one}${n === 1 ? '' : 's'}`

/** The first aligned left, the others right. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}
