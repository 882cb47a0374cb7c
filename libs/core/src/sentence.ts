/** A code with the data of its sentence: `['digest', 'sha256:...']`, `['no-pods']`. */
export type Said<T> = {
  readonly [C in keyof T]: undefined extends T[C] ? readonly [code: C] : readonly [code: C, data: T[C]]
}[keyof T]

/** Functions where they need data. Only printers import them; no code asks what a sentence says. */
export type Sentences<T> = {
  readonly [C in keyof T]: undefined extends T[C] ? string : (data: T[C]) => string
}

/** `data` is the code's, which TypeScript cannot see once both leave their union. */
export function say<C extends PropertyKey>(sentences: Readonly<Record<C, unknown>>, code: C, data?: unknown): string {
  const sentence = sentences[code]
  return typeof sentence === 'function' ? String(sentence(data)) : String(sentence)
}
