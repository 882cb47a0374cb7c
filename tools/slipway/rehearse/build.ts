import { setPriority } from 'node:os'
import type { Output } from '@slipway/cli'
import { thisMachine } from '@slipway/cli/program'
import { formatIssues, nearest, suggestion } from '@slipway/core'
import {
  buildAll,
  formatList,
  list,
  neededBy,
  programNames,
  progressLine,
  scenarioNames,
  type ProgramName,
} from '@slipway/rehearsal'

const isProgram = (word: string): word is ProgramName => (programNames as readonly string[]).includes(word)
const isScenario = (word: string): boolean => scenarioNames.includes(word)

/** @returns all programs where nothing is named; or what is wrong with the words */
export function namedPrograms(words: readonly string[], scenarios: readonly string[]): readonly ProgramName[] | string {
  const noProgram = words.find((word) => !isProgram(word))
  if (noProgram !== undefined) {
    // A common slip: a scenario's name.
    const also = isScenario(noProgram) ? `it is a scenario: --for ${noProgram}` : suggestion(noProgram, programNames)
    return `"${noProgram}" is no program of the rehearsal: ${also}`
  }
  const meant = scenarios.flatMap((word): readonly string[] => (word === 'all' ? scenarioNames : [word]))
  const noScenario = meant.find((word) => !isScenario(word))
  if (noScenario !== undefined) {
    const near = nearest(noScenario, scenarioNames)
    return `"${noScenario}" is no scenario: ${near === undefined ? `use one of ${scenarioNames.join(', ')}, or all` : `did you mean "${near}"?`}`
  }
  const named = new Set<ProgramName>([...words.filter(isProgram), ...neededBy(meant.filter(isScenario))])
  return named.size === 0 ? programNames : programNames.filter((name) => named.has(name))
}

interface BuildArgs {
  readonly names: readonly ProgramName[]
  readonly list: boolean
  readonly gentle: boolean
  readonly json: boolean
}

export async function buildPrograms(
  { names, list: listOnly, gentle, json }: BuildArgs,
  signal: AbortSignal,
  { out, err }: Output,
): Promise<0 | 1> {
  const machine = thisMachine()
  const asJson = (value: object) => `${JSON.stringify(value, null, 2)}\n`
  if (listOnly) {
    const listed = list(machine, names)
    out(json ? asJson({ programs: listed }) : `${formatList(listed)}\n`)
    return 0
  }
  // Child processes inherit it.
  if (gentle) setPriority(19)
  const say = json ? err : out
  const programs = await buildAll(machine, names, { gentle, signal, tell: (event) => say(`${progressLine(event)}\n`) })
  const issues = programs.filter(({ state }) => state === 'failed').flatMap((program) => program.issues)
  const text = issues.length === 0 ? `${programs.length} of ${programs.length} are there` : `\n${formatIssues(issues)}`
  out(json ? asJson({ programs }) : `${text}\n`)
  return issues.length === 0 ? 0 : 1
}
