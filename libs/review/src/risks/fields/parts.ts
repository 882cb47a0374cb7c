import { list, text } from '@slipway/kube'

/** Whether one of some parts is there no more. */
export function loses(was: readonly string[], is: readonly string[]): boolean {
  const now = new Set(is)
  return was.some((one) => !now.has(one))
}

/** Whether a part that stays, by its name, says something else. */
export const differs = (was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>): boolean =>
  [...was].some(([name, said]) => is.has(name) && is.get(name) !== said)

/** Whether a member that stays, by its name, has fewer of something than before. */
export const fewer = (was: unknown, is: unknown, name: string, what: string): boolean => {
  const named = (all: unknown) =>
    new Map(list(all).map((one, i) => [text(one[name]) ?? String(i), list(one[what]).length]))
  const now = named(is)
  return [...named(was)].some(([key, count]) => (now.get(key) ?? count) < count)
}
