import { parse } from '@slipway/cli'
import command from '../release.ts'
import { readArgs, type Options } from '../release/options.ts'

/** What `release` reads in these words. @throws when it refuses them */
export function releaseArgs(argv: readonly string[]): Options {
  const [name = '', ...rest] = argv
  const verb = command.commands?.[name]
  if (verb === undefined) throw new Error(`no verb ${name}`)
  const parsed = parse(verb, rest, '/from')
  if (parsed.kind !== 'run') throw new Error(parsed.kind === 'wrong' ? parsed.why : 'help')
  return readArgs(name, parsed.words, parsed.values)
}
