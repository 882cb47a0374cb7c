import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'

/** A step of a job, as far as it runs or uses something. */
export interface Step {
  readonly run?: string
  readonly uses?: string
  readonly env?: Readonly<Record<string, unknown>>
}
interface Job {
  readonly steps?: readonly Step[]
  readonly uses?: string
  readonly permissions?: unknown
}
export interface Workflow {
  readonly env?: Readonly<Record<string, unknown>>
  readonly permissions?: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

export const readWorkflow = (file: string): Workflow => parse(readFileSync(file, 'utf8')) as Workflow

export const steps = (workflow: Workflow): readonly Step[] =>
  Object.values(workflow.jobs).flatMap((job) => job.steps ?? [])

/** Everything that a workflow takes from elsewhere. */
export const uses = (workflow: Workflow): readonly string[] =>
  [...Object.values(workflow.jobs), ...steps(workflow)].flatMap(({ uses: name }) => name ?? [])

/**
 * How a step calls npm and npx, each time as bash splits its words. The script runs with these as functions that write
 * down what they are given and with no other program to be found; each variable is "1", so that what depends on one is
 * there.
 * @param folder a folder that may be written into
 */
export function npmCalls(
  workflow: Workflow,
  { run = '', env = {} }: Step,
  folder: string,
): readonly (readonly string[])[] {
  const record = path.join(folder, 'calls')
  rmSync(record, { force: true })
  const own = ['GITHUB_SHA', 'GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT', 'GITHUB_REPOSITORY']
  const names = [...Object.keys(workflow.env ?? {}), ...Object.keys(env), ...own]
  const places = {
    PATH: folder,
    RUNNER_TEMP: folder,
    GITHUB_OUTPUT: path.join(folder, 'output'),
    GITHUB_STEP_SUMMARY: path.join(folder, 'summary'),
    // The one variable that is not any word.
    FAIL_ON: 'high',
  }
  const given = { ...Object.fromEntries(names.map((name) => [name, '1'])), ...places }
  const functions = ['npm', 'npx'].map(
    (name) => `${name}() { printf '%s\\n' $(($# + 1)) ${name} "$@" >> "$RECORD"; }\n`,
  )
  spawnSync('/bin/bash', ['-c', `${functions.join('')}${run}`], {
    env: { ...given, RECORD: record },
    cwd: folder,
    stdio: 'ignore',
  })
  let lines: string[]
  try {
    lines = readFileSync(record, 'utf8').split('\n').slice(0, -1)
  } catch {
    return []
  }
  const calls: string[][] = []
  while (lines.length > 0) calls.push(lines.splice(0, Number(lines.shift())))
  return calls
}

/**
 * The words of `slipway` that a call of npm or npx comes to; `undefined` for npm's own verbs and other scripts.
 * @param scripts of package.json
 */
export function slipwayWords(
  [program, verb, ...rest]: readonly string[],
  scripts: Readonly<Record<string, string>>,
): readonly string[] | undefined {
  if (program === 'npx') return verb === 'slipway' ? rest : undefined
  if (verb !== 'run') return undefined
  const end = rest.includes('--') ? rest.indexOf('--') : rest.length
  const script = rest.slice(0, end).find((word) => !word.startsWith('-')) ?? ''
  const [command, ...own] = (scripts[script] ?? `no script ${script}`).split(' ')
  return command === 'slipway' ? [...own, ...rest.slice(end + 1)] : undefined
}
