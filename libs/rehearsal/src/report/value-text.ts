/** `[0.0512345]` is `0.0512`; anything but a number stays as it is. */
export function valueText(value: string): string {
  const bare = /^\s*\[?\s*([-+\d.eE]+)\s*\]?\s*$/.exec(value)?.[1]
  const known = bare === undefined ? NaN : Number(bare)
  if (!Number.isFinite(known)) return ['', '[]'].includes(value.trim()) ? 'no value' : value.trim()
  return String(Number(known.toPrecision(3)))
}
