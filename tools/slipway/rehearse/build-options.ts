import { parseArgs } from 'node:util'
import { nearest, suggestion } from '@slipway/core'
import { neededBy, programNames, scenarioNames, type ProgramName, type ScenarioName } from '@slipway/rehearsal'

export const usage = `Usage: npm run rehearse:build [-- [OPTIONS] [NAME...]]

Builds the programs that a rehearsal runs, each from its pin in libs/rehearsal/bin, one after the other; all of them when none is named.
What is built is kept in the user's cache ($XDG_CACHE_HOME or ~/.cache, slipway/rehearsal), so that a second run goes on where the first
was ended. Needs Go 1.21 or newer, and Python 3 with pip for redis and envoy.

  --for SCENARIO  what this scenario needs (can be given more than once); "all" is every scenario
  --list          say what is built and what is not, and build nothing
  --gentle        one compiler at a time, at the lowest priority: for a machine that others work on
  --json          print the result as JSON; progress goes to standard error
  --help          this

Programs:  ${programNames.join(' ')}
Scenarios: ${scenarioNames.join(' ')}

Exit code: 0 when all named are there, 1 when one could not be had, 2 for wrong usage. --list always ends with 0.
`

export interface ParsedArgs {
  readonly names: readonly ProgramName[]
  readonly list: boolean
  readonly gentle: boolean
  readonly json: boolean
  readonly help: boolean
}

const options = {
  for: { type: 'string', multiple: true, default: [] as string[] },
  list: { type: 'boolean', default: false },
  gentle: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

const isProgram = (word: string): word is ProgramName => (programNames as readonly string[]).includes(word)
const isScenario = (word: string): word is ScenarioName => (scenarioNames as readonly string[]).includes(word)

/** @returns what is asked for; or a sentence about what is wrong with the words */
export function parseWords(words: readonly string[]): ParsedArgs | string {
  let given
  try {
    given = parseArgs({ args: [...words], options, allowPositionals: true, strict: true })
  } catch (error) {
    return (error as Error).message
  }
  const {
    positionals,
    values: { for: scenarios, ...flags },
  } = given
  const noProgram = positionals.find((word) => !isProgram(word))
  if (noProgram !== undefined) {
    // A scenario's name in a program's place is a slip of its own.
    const also = isScenario(noProgram) ? `it is a scenario: --for ${noProgram}` : suggestion(noProgram, programNames)
    return `"${noProgram}" is no program of the rehearsal: ${also}`
  }
  const meant = scenarios.flatMap((word): readonly string[] => (word === 'all' ? scenarioNames : [word]))
  const noScenario = meant.find((word) => !isScenario(word))
  if (noScenario !== undefined) {
    const near = nearest(noScenario, scenarioNames)
    return `"${noScenario}" is no scenario: ${near === undefined ? `use one of ${scenarioNames.join(', ')}, or all` : `did you mean "${near}"?`}`
  }
  const named = new Set<ProgramName>([...positionals.filter(isProgram), ...neededBy(meant.filter(isScenario))])
  const names = named.size === 0 ? programNames : programNames.filter((name) => named.has(name))
  return { names, ...flags }
}
