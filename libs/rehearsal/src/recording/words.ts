import type { MessageCause } from '../messages/message-cause.ts'
import { sentences } from '../report/cause-sentences.ts'

type Sentences = typeof sentences
type Params<K extends keyof Sentences> = Parameters<Sentences[K]> extends readonly [infer P] ? P : unknown
type OwnCause = { [K in keyof Sentences]: { readonly code: K } & Params<K> }[keyof Sentences]

export type Cause = OwnCause | MessageCause
export type ExpectedCause = Cause extends infer C
  ? C extends { code: infer K }
    ? { readonly code: K } & Partial<C>
    : never
  : never

/** A text for people with its causes for code. */
export interface Words {
  readonly text: string
  readonly causes: readonly Cause[]
}
export type Said = string | Words

export const words = (said: Said): Words => (typeof said === 'string' ? { text: said, causes: [] } : said)

export function cause<K extends keyof Sentences>(code: K, ...params: Parameters<Sentences[K]>): Words {
  const sentence = sentences[code] as (params?: object) => string
  return { text: sentence(params[0]), causes: [{ code, ...params[0] } as unknown as Cause] }
}

/** A template that keeps the causes of its parts. */
export function say(strings: TemplateStringsArray, ...parts: readonly (Said | number)[]): Words {
  const all = parts.map((part) => words(typeof part === 'number' ? String(part) : part))
  return {
    text: String.raw({ raw: strings }, ...all.map(({ text }) => text)),
    causes: all.flatMap(({ causes }) => causes),
  }
}

export function joined(parts: readonly (Said | undefined)[], by = '; '): Words {
  const all = parts.flatMap((part) => (part === undefined ? [] : [words(part)])).filter(({ text }) => text !== '')
  return { text: all.map(({ text }) => text).join(by), causes: all.flatMap(({ causes }) => causes) }
}

export const shortened = ({ text, causes }: Words, most: number): Words => ({ text: text.slice(0, most), causes })

export const isCause = (found: Cause, expected: ExpectedCause): boolean =>
  Object.entries(expected).every(([key, value]) => (found as unknown as Record<string, unknown>)[key] === value)

export const tells = ({ causes }: Words, code: Cause['code']): boolean => causes.some((each) => each.code === code)
