import { memoized } from '../memoized.ts'
import { isFields, type Fields } from '../value.ts'

/** The fields of a step that rules read. */
export interface Step {
  readonly id?: unknown
  readonly name?: unknown
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
  readonly with?: unknown
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

/** The triggers of a workflow with their filters. `on` is `true` to a reader of YAML 1.1. */
export function triggersOf(workflow: Workflow): ReadonlyMap<string, unknown> {
  const on = workflow.on ?? (workflow as { readonly true?: unknown }).true
  if (isFields(on)) return new Map(Object.entries(on))
  return new Map([on ?? []].flat().map((name) => [String(name), null]))
}

/**
 * Rights of the run's own token. A job without any of its own has the workflow's; `undefined` is the repository's
 * default.
 */
export const rightsOf = (job: Job, workflow: Workflow): unknown => job.permissions ?? workflow.permissions

/** GitHub's names have no case, `a//b` and `a/./b` are `a/b`, and an action may lie in a folder of its repository. */
export const actionOf = ({ uses = '' }: Pick<Step, 'uses'>): string =>
  (String(uses).split('@')[0] ?? '').toLowerCase().replaceAll(/(?<!:)\/(?:\.?\/)+/g, '/')
export const isAction = (step: Step, name: string): boolean =>
  actionOf(step) === name || actionOf(step).startsWith(`${name}/`)
/**
 * Of this repository at the run's own commit, which needs no checkout (docs.github.com, "Find and customize actions").
 */
export const isOfRun = ({ uses }: Pick<Step, 'uses'>): boolean => String(uses).startsWith('$/')
/** Of this repository: a folder with an action, or a workflow; `./` is what is checked out. */
export const isLocal = (step: Pick<Step, 'uses'>): boolean => String(step.uses).startsWith('./') || isOfRun(step)
/** By its commit, or by the digest of an image (`docker://`). */
export const isPinned = (uses: string): boolean => /@(?:[0-9a-f]{40}|sha256:[0-9a-f]{64})$/.test(uses)

/** The text between `${{` and `}}`. */
const expression = /\$\{\{((?:(?!\}\}|\$\{\{).)*)\}\}/gs
export const expressionsIn = (text: string): readonly string[] =>
  [...text.matchAll(expression)].map(([, inner = '']) => inner)
/** The text with its expressions changed. */
export const mapExpressions = (text: string, change: (inner: string) => string): string =>
  text.replaceAll(expression, (_, inner: string) => `\${{${change(inner)}}}`)

const allSecrets = { inherit: 'all of them (inherit)', context: 'all of them (toJSON)' } as const
/**
 * Names of secrets in expressions, which have no case there. `inherit`, and the context without a name, are all of
 * them.
 */
export function secretsOf(value: unknown): ReadonlySet<string> {
  const written = textOf(value)
  const inside = expressionsIn(written.replaceAll(/\\[nrt]/g, ' '))
  const named = inside.flatMap((one) =>
    [...one.matchAll(/(?<![\w.'/-])secrets\b(?:\s*\.\s*([\w-]+)|\s*\[\s*'([^']*)'\s*\])?/gi)].map(
      ([, name, index]) => name ?? index ?? allSecrets.context,
    ),
  )
  return new Set([...named, ...(written.includes('"secrets":"inherit"') ? [allSecrets.inherit] : [])])
}
/** Whether a name that `secretsOf` found stands for all of them. */
export const isAllSecrets = (name: string): boolean => Object.values<string>(allSecrets).includes(name)

const longestScript = 32_768
const longestLine = 8000
/**
 * Texts that people read and no shell runs: whole lines that are comments, and texts of `echo`, of commits and of
 * options such as `--body`.
 */
const told =
  /^[ \t]*#[^\n]*|(?<=\b(?:echo|printf)(?:[ \t]+-\w+){0,3}[ \t]+|[ \t](?:--(?:body|title|message|notes|subject)[ \t=])|\bgit\b[^\n;&|]*[ \t]-\w*m[ \t]+)(?:"(?:[^"$`\\]|\\.|\$(?!\())*"|'[^']*')(?![ \t]*\|)/gm
/**
 * YAML reads `run: true` as no text; a shell runs it. Lines that go on are one, and quotes around words are none.
 * Each rule asks for it.
 */
const commandsOf = memoized(({ run = '' }: Step) => {
  const whole = String(run)
  const text = whole
    .slice(0, longestScript + 1)
    .replaceAll(/\\\r?\n/g, ' ')
    .replaceAll(/["'](?:(?=[\w.-]+["'])|(?<=["'][\w.-]+["']))/g, '')
  const isLong = whole.length > longestScript || text.split('\n').some((line) => line.length > longestLine)
  return { text, isLong, commands: isLong ? '' : text.replaceAll(told, '""') }
})
/** Steps too long to read, on which patterns would take minutes. */
export const isTooLong = (step: Step): boolean => commandsOf(step).isLong
/** The script of a step; none if it is too long to be read. */
export const script = (step: Step): string => (isTooLong(step) ? '' : commandsOf(step).text)
/** The script without what it only tells people. */
export const commands = (step: Step): string => commandsOf(step).commands
