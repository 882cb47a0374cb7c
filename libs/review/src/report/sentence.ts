/** A sentence for each code: a function where it needs data. Only report/ imports sentences, and no code asks what one says. */
export type Sentences<T> = {
  readonly [C in keyof T]: undefined extends T[C] ? string : (data: T[C]) => string
}

/** The sentence of a code. `data` belongs to it, which TypeScript cannot see once both are taken out of their union. */
export function say<C extends string>(
  sentences: Readonly<Record<C, unknown>>,
  { code, data }: { readonly code: C; readonly data?: unknown },
): string {
  const sentence = sentences[code]
  return typeof sentence === 'function' ? String(sentence(data)) : String(sentence)
}
