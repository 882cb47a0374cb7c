import { meant, processOutput, program, runCommand, table } from '@slipway/cli'
import { verbs, type Verb } from './verbs.ts'

async function list(all: readonly Verb[]): Promise<string> {
  const rows = async (folder: Verb['folder']) => {
    const own = await Promise.all(all.filter((verb) => verb.folder === folder).map((verb) => verb.load()))
    return table(own.map(({ name, summary }) => [name, summary]))
  }
  const [daily, maintainers] = [await rows('tools/slipway'), await rows('maintainers')]
  return [
    `Usage: ${program} VERB ...\n\n${daily}`,
    ...(maintainers === '' ? [] : [`For those who maintain Slipway:\n\n${maintainers}`]),
    `${program} VERB --help says more of one.\n`,
  ].join('\n')
}

async function main(argv: readonly string[]): Promise<number> {
  const output = processOutput()
  const [first, second] = argv
  const asksForHelp = first === '--help' || first === '-h' || first === 'help'
  const [name, ...words] = first === 'help' && second !== undefined ? [second, '--help'] : argv
  const all = verbs()
  if (name === undefined || (asksForHelp && name === first)) {
    const text = await list(all)
    if (name === undefined) output.err(text)
    else output.out(text)
    return name === undefined ? 2 : 0
  }
  const verb = all.find((one) => one.name === name)
  if (verb !== undefined) return runCommand(await verb.load(), words, output)
  const names = all.map((one) => one.name)
  output.err(
    `There is no verb "${name}"${meant(name, names)}\n\nVerbs: ${names.join(' ')}\n${program} --help says more.\n`,
  )
  return 2
}

// A reader that has enough (`| head`) is no error, and the work goes on to its end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await main(process.argv.slice(2))
