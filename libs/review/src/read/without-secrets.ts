import { SecretValues } from '@slipway/core/secret-values'
import type { ChangedFile, FileSide } from '../files/files.ts'
import type { Rendering } from '../sources/rendering.ts'

type Texts = ReadonlyMap<string, string>

/** What a report may quote. */
interface Quoted {
  readonly before: Texts
  readonly after: Texts
  readonly same: Texts
  readonly specs: Texts
  readonly files: readonly ChangedFile[]
  /** What charts and kustomizations make. */
  readonly rendering?: Rendering
}

const textsOf = (side: FileSide | undefined): readonly string[] => (side?.text === undefined ? [] : [side.text])

/**
 * The input with a number in the place of each secret's value: no report can show what it does not have, and a value that is another has
 * another number.
 */
export function withoutSecrets<T extends Quoted>(
  input: T,
): {
  readonly input: T
  readonly hide: (text: string) => string
} {
  const { before, after, same, files, specs, rendering } = input
  const rendered = rendering === undefined ? [] : [rendering.before, rendering.after, rendering.same]
  const values = new SecretValues([
    ...[before, after, same, specs, ...rendered].flatMap((texts) => [...texts.values()]),
    ...files.flatMap((file) => [...textsOf(file.before), ...textsOf(file.after)]),
  ])
  if (values.size === 0) return { input, hide: (text) => text }
  const hide = (text: string): string => values.hide(text)
  const hidden = (texts: Texts): Texts => new Map([...texts].map(([path, text]) => [path, hide(text)]))
  const has = (texts: Iterable<string>): boolean => [...texts].some((text) => hide(text) !== text)
  const compared = [before, after, specs, ...(rendering === undefined ? [] : [rendering.before, rendering.after])]
  if (
    !compared.some((texts) => has(texts.values())) &&
    !files.some((one) => has([...textsOf(one.before), ...textsOf(one.after)]))
  )
    return { input, hide }
  const side = (one: FileSide | undefined): FileSide | undefined =>
    one?.text === undefined ? one : { ...one, text: hide(one.text) }
  const file = (one: ChangedFile) => ({ ...one, before: side(one.before), after: side(one.after) })
  return {
    input: {
      ...input,
      before: hidden(before),
      after: hidden(after),
      same: hidden(same),
      specs: hidden(specs),
      files: files.map(file),
      ...(rendering === undefined
        ? {}
        : {
            rendering: {
              ...rendering,
              before: hidden(rendering.before),
              after: hidden(rendering.after),
              same: hidden(rendering.same),
            },
          }),
    },
    hide,
  }
}
