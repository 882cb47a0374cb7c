/** Money; `null` if a price is unknown. */
export type Amount = number | null

export const plus = (a: Amount, b: Amount): Amount => (a === null || b === null ? null : a + b)

export const sumOf = (all: readonly Amount[]): Amount => all.reduce(plus, 0)
