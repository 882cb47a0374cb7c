import { isFields, memoized, type Fields } from '@slipway/kube'

/** A step of a job, as far as the gate depends on it. */
export interface Step {
  readonly run?: unknown
  readonly uses?: unknown
  readonly with?: Fields
  readonly if?: unknown
  readonly shell?: unknown
  readonly 'working-directory'?: unknown
  readonly env?: unknown
}
export interface Job {
  readonly env?: unknown
  readonly container?: unknown
  readonly services?: unknown
  readonly steps?: unknown
  readonly permissions?: unknown
  readonly environment?: unknown
  readonly defaults?: unknown
  readonly if?: unknown
  readonly needs?: unknown
  readonly strategy?: unknown
  readonly 'runs-on'?: unknown
  readonly secrets?: unknown
  /** Another workflow, which is the whole of the job. */
  readonly uses?: unknown
}
/** A workflow of GitHub Actions. */
export interface Workflow {
  readonly on?: unknown
  readonly permissions?: unknown
  readonly env?: unknown
  readonly defaults?: unknown
  readonly jobs?: unknown
}

export const textOf = (value: unknown): string => JSON.stringify(value) ?? ''

export const stepsOf = ({ steps }: Job): readonly Step[] => (Array.isArray(steps) ? steps.filter(isFields) : [])
/** Jobs, as far as they are any. */
export const jobsOf = ({ jobs }: Workflow): readonly (readonly [string, Job])[] =>
  isFields(jobs) ? Object.entries(jobs).filter((entry): entry is [string, Job] => isFields(entry[1])) : []

const longestScript = 32_768
const longestLine = 8000
/** YAML reads `run: true` as no text; a shell runs it. Lines that go on are one, and quotes around words are none. Each rule asks for it. */
const commandsOf = memoized(({ run = '' }: Step) => {
  const text = String(run)
    .slice(0, longestScript + 1)
    .replaceAll(/\\\r?\n/g, ' ')
    .replaceAll(/["'](?:(?=[\w.-]+["'])|(?<=["'][\w.-]+["']))/g, '')
  const isTooLong = String(run).length > longestScript || text.split('\n').some((line) => line.length > longestLine)
  return { text, isTooLong }
})
/** Steps too long to read, on which patterns would take minutes. */
export const isTooLong = (step: Step): boolean => commandsOf(step).isTooLong
/** The commands of a step; none if they are too long to be read. */
export const script = (step: Step): string => (isTooLong(step) ? '' : commandsOf(step).text)
/** GitHub's names have no case, and an action may lie in a folder of its repository. */
export const action = ({ uses = '' }: Step): string => (String(uses).split('@')[0] ?? '').toLowerCase()
export const isAction = (step: Step, name: string): boolean =>
  action(step) === name || action(step).startsWith(`${name}/`)

/** The triggers of a workflow with their filters. */
export function triggersOf({ on }: Workflow): ReadonlyMap<string, unknown> {
  if (typeof on === 'string') return new Map([[on, null]])
  if (Array.isArray(on)) return new Map(on.map((name) => [String(name), null]))
  return new Map(isFields(on) ? Object.entries(on) : [])
}
