import path from 'node:path'
import { parseArgs } from 'node:util'
import { nearest } from '@slipway/core/nearest'
import { wordName, type Command, type Options, type Valued, type Values } from './command.ts'

type Parsed<O extends Options> =
  | { readonly kind: 'run'; readonly values: Values<O>; readonly words: readonly string[] }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly why: string }

export function meant(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates)
  return near === undefined ? '' : `; did you mean "${near}"?`
}

const help = { help: 'this text' } as const

function wrongOption(
  known: Options,
  name: string,
  raw: string,
  value: string | undefined,
  inline: boolean | undefined,
) {
  if (!Object.hasOwn(known, name)) {
    const names = Object.keys(known).map((one) => `--${one}`)
    return `Unknown option '${raw}'${meant(raw, names)}`
  }
  const option = known[name] as Options[string]
  if (typeof option === 'string') return value === undefined ? undefined : `--${name} takes no value`
  if (value === undefined) return `--${name} wants ${option.value}`
  if (inline !== true && value.startsWith('-'))
    return `--${name} wants ${option.value}, and ${value} looks like an option; if it is meant: --${name}=${value}`
  if (option.oneOf !== undefined && !option.oneOf.includes(value))
    return `--${name} ${value} is not one of ${option.oneOf.join(', ')}${meant(value, option.oneOf)}`
  return undefined
}

function wrongNumber(
  { name, words = [], options, commands = {} }: Command,
  given: readonly string[],
  values: Record<string, unknown>,
) {
  const names = words.map(wordName)
  const least = names.filter((word) => !word.startsWith('[')).length
  if (given.length < least) return `${name} wants ${names.join(' ')}`
  const isOpen = names.at(-1)?.includes('...') === true
  const more = isOpen ? undefined : given[names.length]
  const verbs = Object.keys(commands)
  if (more !== undefined && verbs.length > 0) return `There is no verb "${more}"${meant(more, verbs)}`
  if (more !== undefined) return `${name} does not know "${more}"`
  const missing = Object.entries(options)
    .filter(([key, option]) => typeof option !== 'string' && option.required === true && (values[key] ?? '') === '')
    .map(([key]) => `--${key}`)
  return missing.length === 0 ? undefined : `${name} wants ${missing.join(' and ')}`
}

const isPath = ({ offer }: Valued): boolean => offer === 'folder' || offer === 'file'

/** Without effect. @param from where relative paths begin */
export function parse<O extends Options>(command: Command<O>, argv: readonly string[], from: string): Parsed<O> {
  const known: Options = { ...command.options, ...help }
  const { tokens } = parseArgs({
    args: [...(command.spell?.(argv) ?? argv)],
    options: {
      ...Object.fromEntries(
        Object.entries(known).map(([name, option]) => [
          name,
          { type: typeof option === 'string' ? ('boolean' as const) : ('string' as const) },
        ]),
      ),
      help: { type: 'boolean', short: 'h' },
    },
    strict: false,
    tokens: true,
  })
  const values: Record<string, unknown> = Object.fromEntries(
    Object.entries(known).map(([name, option]) => [
      name,
      typeof option === 'string' ? false : option.many === true ? [] : option.default,
    ]),
  )
  const words: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    const why = wrongOption(known, token.name, token.rawName, token.value, token.inlineValue)
    if (why !== undefined) return { kind: 'wrong', why }
    const option = known[token.name] as Options[string]
    if (typeof option === 'string') values[token.name] = true
    else {
      const value = isPath(option) ? path.resolve(from, token.value as string) : token.value
      values[token.name] = option.many === true ? [...(values[token.name] as string[]), value] : value
    }
  }
  if (values['help'] === true) return { kind: 'help' }
  const why = wrongNumber(command, words, values)
  if (why !== undefined) return { kind: 'wrong', why }
  const { help: _, ...own } = values
  return { kind: 'run', values: own as Values<O>, words }
}
