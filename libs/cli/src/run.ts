import { UsageError, type Command } from './command.ts'
import { helpText, shortHelp } from './help.ts'
import type { Output } from './output.ts'
import { parse } from './parse.ts'

/** A bug prints its stack, a `UsageError` its sentence, an error of the system an issue. */
async function told(error: unknown): Promise<string> {
  if (error instanceof Error && 'code' in error && 'path' in error) {
    const { systemText } = await import('./system-error.ts')
    const text = systemText(error)
    if (text !== undefined) return text
  }
  return error instanceof Error && error.constructor === Error ? error.message : String((error as Error).stack ?? error)
}

/**
 * `--help` and wrong usage only print.
 * @param path words before the verb's name
 * @returns the verb's exit code; 1 when it throws, 2 for wrong usage
 */
export async function runCommand(
  command: Command,
  argv: readonly string[],
  output: Output,
  path: readonly string[] = [],
): Promise<number> {
  const { name, commands = {} } = command
  const [first, ...rest] = argv
  const own = [...path, name]
  if (first !== undefined && Object.hasOwn(commands, first))
    return runCommand(commands[first] as Command, rest, output, own)
  const wrong = (why: string): 2 => {
    output.err(`${why}\n\n${shortHelp(command, path)}`)
    return 2
  }
  const parsed = parse(command, argv, output.cwd)
  if (parsed.kind === 'help') {
    output.out(helpText(command, path))
    return 0
  }
  if (parsed.kind === 'wrong') return wrong(parsed.why)
  if (command.run === undefined) return wrong('Which verb?')
  try {
    return await command.run(parsed.values, parsed.words, output)
  } catch (error) {
    if (error instanceof UsageError) return wrong(error.message)
    output.err(`${await told(error)}\n`)
    return 1
  }
}
