/** Whether one of some parts is there no more. */
export function loses(was: readonly string[], is: readonly string[]): boolean {
  const now = new Set(is)
  return was.some((one) => !now.has(one))
}

/** Whether a part that stays, by its name, says something else. */
export const differs = (was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>): boolean =>
  [...was].some(([name, said]) => is.has(name) && is.get(name) !== said)
