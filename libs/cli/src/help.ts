import { wordName, type Command, type Option } from './command.ts'

export const program = 'npx slipway'

const width = 120

/** A longer word has a line of its own. */
export function wrapped(text: string, width: number): readonly string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > width) return [...lines, word]
    return [...lines.slice(0, -1), `${last} ${word}`]
  }, [])
}

export function table(rows: readonly (readonly [string, string])[]): string {
  const left = Math.max(0, ...rows.map(([name]) => name.length)) + 4
  return rows
    .map(([name, text]) => {
      const lines = wrapped(text, width - left)
      return `  ${name}`.padEnd(left) + lines.join(`\n${' '.repeat(left)}`)
    })
    .map((line) => `${line}\n`)
    .join('')
}

const spelled = (name: string, option: Option): string =>
  `--${name}${typeof option === 'string' ? '' : ` ${option.oneOf?.join('|') ?? option.value}`}`

/** With what is required: `bump APP TARGET --image REPO@sha256:...`. */
function inShort({ name, words = [], options }: Command): string {
  const must = Object.entries(options).filter(([, option]) => typeof option !== 'string' && option.required === true)
  return [name, ...words.map(wordName), ...must.map(([key, option]) => spelled(key, option))].join(' ')
}

const paragraphs = (text: string): string =>
  text
    .split('\n')
    .flatMap((line) => (line.startsWith(' ') ? [line] : wrapped(line, width)))
    .map((line) => `${line}\n`)
    .join('')

const prefixOf = (path: readonly string[]): string => [program, ...path].join(' ')

function usage(command: Command, path: readonly string[]): string {
  const usages = [
    ...(command.run === undefined ? [] : [`${prefixOf(path)} ${inShort(command)} [OPTIONS]`]),
    ...(command.commands === undefined ? [] : [`${prefixOf(path)} ${command.name} VERB ...`]),
  ]
  return `Usage: ${usages.join('\n       ')}\n`
}

/** Goes below the sentence of wrong usage: the whole help would push that off the screen. */
export function shortHelp(command: Command, path: readonly string[]): string {
  const verbs = Object.keys(command.commands ?? {})
  const list = verbs.length === 0 ? '' : `Verbs: ${verbs.join(' ')}\n`
  return `${usage(command, path)}${list}${prefixOf(path)} ${command.name} --help says more.\n`
}

/** @param path words before the verb's name: `release` of `release bump` */
export function helpText(command: Command, path: readonly string[]): string {
  const { about = '', summary, commands = {}, options, examples = [], exits } = command
  const verbs = Object.values(commands).map((verb) => `  ${inShort(verb)}\n      ${verb.summary}\n`)
  const rows = Object.entries(options).map(
    ([name, option]) => [spelled(name, option), typeof option === 'string' ? option : option.help] as const,
  )
  const parts = [
    usage(command, path),
    paragraphs(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}. ${about}`.trim()),
    verbs.join(''),
    table([...rows, ['--help', 'this text']]),
    examples.map((example) => `${`  ${prefixOf(path)} ${command.name} ${example}`.trimEnd()}\n`).join(''),
    paragraphs(`Exit 0: ${exits[0]}, 1: ${exits[1]}, 2: wrong usage.`),
  ]
  return parts.filter((part) => part !== '').join('\n')
}
