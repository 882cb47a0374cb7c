/** Members that stand earlier in the list, too, with their first place; `undefined` may repeat. */
export function repeated(ids: readonly unknown[]): readonly (readonly [index: number, first: number])[] {
  const places = new Map<unknown, number>()
  return ids.flatMap((id, i) => {
    const first = places.get(id)
    if (first === undefined) places.set(id, i)
    return first === undefined || id === undefined ? [] : [[i, first] as const]
  })
}
