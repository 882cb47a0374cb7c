/** `1 file`, `2 files` */
export const counted = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`

/** `a, b and 3 more` */
export const few = (names: readonly string[], most: number): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`

export const firstLines = (lines: readonly string[], most: number): readonly string[] =>
  lines.length <= most ? lines : [...lines.slice(0, most), `... and ${lines.length - most} more`]
