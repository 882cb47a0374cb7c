import { wordName, type Command, type Offer, type Options } from './command.ts'

interface Lazy {
  readonly name: string
  load(): Promise<Command>
}

/** With a few words each; the shell itself knows files and folders. */
type Fits = readonly (readonly [string, string])[] | 'file' | 'folder'

async function offered(offer: Offer | undefined, root: string): Promise<Fits> {
  if (offer === undefined) return []
  if (typeof offer === 'string') return offer
  return (await offer(root)).map((word) => [word, ''] as const)
}

const optionsOf = (options: Options, used: readonly string[]): Fits =>
  [...Object.entries(options), ['help', 'this text'] as const]
    .filter(([name, option]) => !used.includes(`--${name}`) || (typeof option !== 'string' && option.many === true))
    .map(([name, option]) => [`--${name}`, typeof option === 'string' ? option : option.help])

async function fitsIn(command: Command, before: readonly string[], last: string, root: string): Promise<Fits> {
  const { options, words = [], commands = {} } = command
  const optionAt = (word: string | undefined) => {
    const name = word?.startsWith('--') === true ? word.slice(2) : ''
    const option = Object.hasOwn(options, name) ? options[name] : undefined
    return typeof option === 'string' ? undefined : option
  }
  const valued = optionAt(before.at(-1))
  if (valued !== undefined) return valued.oneOf?.map((one) => [one, '']) ?? offered(valued.offer, root)
  const given = before.filter((word, i) => !word.startsWith('-') && optionAt(before[i - 1]) === undefined)
  const isRest = words.length > 0 && wordName(words.at(-1) ?? '').includes('...')
  const word = words[given.length] ?? (isRest ? words.at(-1) : undefined)
  const verbs = given.length > 0 ? [] : Object.values(commands).map((one) => [one.name, one.summary] as const)
  const own = typeof word === 'object' ? await offered(word.offer, root) : []
  if (typeof own === 'string') return last.startsWith('-') ? optionsOf(options, before) : own
  const fits = [...verbs, ...own]
  return last.startsWith('-') || fits.length === 0 ? optionsOf(options, before) : fits
}

async function find(verbs: readonly Lazy[], words: readonly string[], root: string): Promise<Fits> {
  const [name = '', ...rest] = words
  if (words.length < 2) {
    const all = await Promise.all(verbs.map((verb) => verb.load()))
    return all.map((verb) => [verb.name, verb.summary] as const)
  }
  let command = await verbs.find((verb) => verb.name === name)?.load()
  while (rest.length > 1 && command?.commands !== undefined && Object.hasOwn(command.commands, rest[0] ?? ''))
    command = command.commands[rest.shift() ?? '']
  return command === undefined ? [] : fitsIn(command, rest.slice(0, -1), rest.at(-1) ?? '', root)
}

/**
 * `word<TAB>about it`, a line each; or `:file`, `:folder`.
 * @param given up to the cursor, after the command's name; bash gives `--to=prod` as three
 * @param root whose apps and clusters are offered
 */
export async function completions(verbs: readonly Lazy[], given: readonly string[], root: string): Promise<string> {
  const last = given.at(-1) === '=' ? '' : (given.at(-1) ?? '')
  const words = [...given.slice(0, -1).filter((word) => word !== '='), ...(given.at(-1) === '=' ? [''] : [last])]
  const fits = await find(verbs, words, root)
  if (typeof fits === 'string') return `:${fits}\n`
  return fits
    .filter(([word]) => word.startsWith(last))
    .map(([word, text]) => `${word}\t${text}\n`)
    .join('')
}

export { shells } from './shells.ts'
