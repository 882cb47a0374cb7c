import { isFields, mapDeep } from '@slipway/kube'
import { expressionsIn, mapExpressions } from '@slipway/kube/workflow'

/** A caller's input to an action or a workflow by name, or its default: a text that may have expressions. */
type Given = (name: string) => string

export function inputsOf(declared: unknown, given: unknown): Given {
  const [defaults, said] = [declared, given].map((one) => (isFields(one) ? one : {}))
  return (name) => {
    const input = defaults?.[name]
    return String(said?.[name] ?? (isFields(input) ? input['default'] : undefined) ?? '')
  }
}

/** Texts in texts would double with each level: the rest stays what it is, an input. */
const longest = 2000
const inputName = /\binputs(?:\.([\w-]+)|\[\s*'([^']*)'\s*\])/g
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** In an expression: what the caller's own expressions are about, or its text. */
const asOperand = (text: string): string => {
  const inside = expressionsIn(text)
  return inside.length === 0 ? quoted(text) : `format('', ${inside.join(', ')})`
}
function filled(text: string, given: Given): string {
  const short = (name: string): string | undefined => (given(name).length > longest ? undefined : given(name))
  const whole = /^\$\{\{\s*inputs\.([\w-]+)\s*\}\}$/.exec(text)?.[1]
  if (whole !== undefined) return short(whole) ?? text
  const result = mapExpressions(text, (inner) =>
    inner.replaceAll(inputName, (said, name?: string, index = '') => {
      const value = short(name ?? index)
      return value === undefined ? said : asOperand(value)
    }),
  )
  return result.length > longest ? text : result
}

/** Scripts stay as they are written: an expression in one is wrong whatever the caller gives. */
const scripts = new Set(['run', 'shell', 'script'])
/** A step or a job with what its caller gives in the place of its inputs. */
export const withInputs = <T>(value: T, given: Given): T =>
  mapDeep(value, { text: (text) => filled(text, given), kept: scripts }) as T
