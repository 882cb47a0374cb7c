/** A code with the data that its sentence needs: `['digest', 'sha256:...']`, or `['no-pods']` where it needs none. */
export type Said<T> = {
  readonly [C in keyof T]: undefined extends T[C] ? readonly [code: C] : readonly [code: C, data: T[C]]
}[keyof T]

/** A sentence for each code: a function where it needs data. Only what prints imports them, and no code asks what one says. */
export type Sentences<T> = {
  readonly [C in keyof T]: undefined extends T[C] ? string : (data: T[C]) => string
}

/** The sentence of a code. `data` is that code's, which TypeScript cannot see once both are taken out of their union. */
export function say<C extends PropertyKey>(sentences: Readonly<Record<C, unknown>>, code: C, data?: unknown): string {
  const sentence = sentences[code]
  return typeof sentence === 'function' ? String(sentence(data)) : String(sentence)
}
