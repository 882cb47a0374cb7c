import { SecretValues } from '@slipway/core/secret-values'
import type { ChangedFile, FileSide } from '../files/files.ts'
import type { Rendering } from '../sources/rendering.ts'

type Texts = ReadonlyMap<string, string>

/** Texts that a report may quote. */
interface Quoted {
  readonly before: Texts
  readonly after: Texts
  readonly same: Texts
  readonly specs: Texts
  readonly files: readonly ChangedFile[]
  /** Rendered charts and kustomizations. */
  readonly rendering?: Rendering
}

const textsOf = (side: FileSide | undefined): readonly string[] => (side?.text === undefined ? [] : [side.text])

/**
 * The input with a number in the place of each secret's value: no report can show what it does not have, and a value
 * that is another has another number.
 */
export function withoutSecrets<T extends Quoted>(
  input: T,
): {
  readonly input: T
  /** Of a report, or one text of it, about this input. */
  readonly hide: (text: string) => string
  /** Of a report about the input as it was given. */
  readonly hideAll: (text: string) => string
} {
  const { before, after, same, files, specs, rendering } = input
  const rendered = rendering === undefined ? [] : [rendering.before, rendering.after, rendering.same]
  const values = new SecretValues([
    ...[before, after, same, specs, ...rendered].flatMap((texts) => [...texts.values()]),
    ...files.flatMap((file) => [...textsOf(file.before), ...textsOf(file.after)]),
  ])
  if (values.size === 0) return { input, hide: (text) => text, hideAll: (text) => text }
  const hide = (text: string): string => values.hideQuoted(text)
  // A text by itself stands beside its name all the same.
  const hideAll = (text: string): string => values.hide(`: ${text}`).slice(2)
  let isAsGiven = true
  const quoted = (text: string): string => {
    const shown = values.hide(text)
    isAsGiven &&= shown === text
    return shown
  }
  const hidden = (texts: Texts): Texts => new Map([...texts].map(([path, text]) => [path, quoted(text)]))
  const side = (one: FileSide | undefined): FileSide | undefined =>
    one?.text === undefined ? one : { ...one, text: quoted(one.text) }
  const compared = {
    before: hidden(before),
    after: hidden(after),
    specs: hidden(specs),
    files: files.map((one) => ({ ...one, before: side(one.before), after: side(one.after) })),
    ...(rendering === undefined
      ? {}
      : { rendering: { ...rendering, before: hidden(rendering.before), after: hidden(rendering.after) } }),
  }
  if (isAsGiven) return { input, hide, hideAll }
  // Equal files on both sides are context: quoted beside a change, and no reason for a copy.
  const context = rendering === undefined ? {} : { rendering: { ...compared.rendering, same: hidden(rendering.same) } }
  return { input: { ...input, ...compared, ...context, same: hidden(same) }, hide, hideAll }
}
