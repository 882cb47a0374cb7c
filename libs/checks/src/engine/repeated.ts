/** Members that stand earlier in the list, too, with their first place; `undefined` may repeat. */
export const repeated = (ids: readonly unknown[]): readonly (readonly [index: number, first: number])[] =>
  ids.map((id, i) => [i, ids.indexOf(id)] as const).filter(([i, first]) => first < i && ids[i] !== undefined)
