import { setPriority } from 'node:os'
import { formatIssues } from '@slipway/core'
import { buildAll, formatList, list, progressLine, thisMachine } from '@slipway/rehearsal'
import { parseWords, usage, type ParsedArgs } from './build-options.ts'

async function main({ names, list: listOnly, gentle, json }: ParsedArgs): Promise<number> {
  const machine = thisMachine()
  if (listOnly) {
    const listed = list(machine, names)
    console.log(json ? JSON.stringify({ programs: listed }, null, 2) : formatList(listed))
    return 0
  }
  // What we start inherits it.
  if (gentle) setPriority(19)
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stop.abort())
  const say = json ? console.error : console.log
  const programs = await buildAll(machine, names, {
    gentle,
    signal: stop.signal,
    tell: (event) => say(progressLine(event)),
  })
  const issues = programs.filter(({ state }) => state === 'failed').flatMap((program) => program.issues)
  if (json) console.log(JSON.stringify({ programs }, null, 2))
  else
    console.log(
      issues.length === 0 ? `${programs.length} of ${programs.length} are there` : `\n${formatIssues(issues)}`,
    )
  return issues.length === 0 ? 0 : 1
}

const wanted = parseWords(process.argv.slice(2))
if (typeof wanted === 'string') {
  console.error(`${wanted}\n\n${usage}`)
  process.exitCode = 2
} else if (wanted.help) {
  console.log(usage)
} else {
  process.exitCode = await main(wanted).catch((error: unknown) => {
    console.error((error as Error).message)
    return 1
  })
}
