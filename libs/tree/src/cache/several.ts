import type { State } from './state.ts'

/** The key of each folder of a piece that fills several: it says how many they are, so that one that the memory has lost is missed. */
export const keyOfEach = (key: string, folders: number): string => `${key}+${folders}`

const each = /^([^+]*)\+(\d+)$/

/** By the key of a piece that fills several folders: these, where the memory has every one of them. */
export function wholeSets({ rows }: Pick<State, 'rows'>): ReadonlyMap<string, readonly string[]> {
  const sets = new Map<string, { readonly count: number; readonly folders: string[] }>()
  for (const [folder, row] of rows) {
    const [, key, count] = each.exec(row.key ?? '') ?? []
    if (key === undefined) continue
    const set = sets.get(key)
    if (set === undefined) sets.set(key, { count: Number(count), folders: [folder] })
    else set.folders.push(folder)
  }
  return new Map(
    [...sets].flatMap(([key, { count, folders }]) => (folders.length === count ? [[key, folders] as const] : [])),
  )
}
