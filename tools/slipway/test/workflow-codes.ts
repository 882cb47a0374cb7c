import type { Issue } from '@slipway/core'
import { parse } from 'yaml'
import { workflowIssues } from '../doctor/workflows/workflow-rules.ts'
import type { Workflow } from '@slipway/kube/workflow'

const sha = 'a'.repeat(40)

/** A workflow with one job, of which a test says what it is about. */
export interface WorkflowCase {
  /** In YAML; `pull_request` if it is left out. */
  readonly on?: string
  /** Rights of the job in YAML, as in `{ contents: write }`. */
  readonly rights?: string
  /** Lines of the job beside its steps. */
  readonly job?: string
  /** Each begins with `run:` or `uses:`, with the commit left out: `@@`. */
  readonly steps: readonly string[]
  /** Other files of the repository, in YAML. */
  readonly files?: Readonly<Record<string, string>>
}

const indent = (text: string, by: number): string => text.replaceAll('\n', `\n${' '.repeat(by)}`)

export function workflowText({
  on = 'pull_request',
  rights = '{ contents: read }',
  job = '',
  steps,
}: WorkflowCase): string {
  const lines = [
    `on: ${on}`,
    'permissions: {}',
    'jobs:',
    '  a:',
    ...(job.includes('runs-on:') ? [] : ['    runs-on: ubuntu-24.04']),
    `    permissions: ${rights}`,
    ...(job === '' ? [] : [`    ${indent(job, 4)}`]),
    '    steps:',
    ...steps.map((step) => `      - ${indent(step, 8)}`),
  ]
  return lines.join('\n').replaceAll('@@', `@${sha}`)
}

/** What is wrong in it, and notes; that nothing judges drift is left out. */
export function workflowIssuesOf(one: WorkflowCase): readonly Issue[] {
  const parsed = (text: string) => parse(text.replaceAll('@@', `@${sha}`)) as unknown
  const files = one.files ?? {}
  const file = '.github/workflows/a.yml'
  const called = Object.keys(files).filter((path) => path.startsWith('.github/workflows/'))
  const workflows = new Map<string, Workflow>([
    [file, parsed(workflowText(one)) as Workflow],
    ...called.map((path) => [path, parsed(files[path] ?? '') as Workflow] as const),
  ])
  const issues = workflowIssues(workflows, (path) => (path in files ? parsed(files[path] ?? '') : undefined))
  return issues.filter((issue) => issue.file === file)
}
/** Codes of that. */
export const workflowCodes = (one: WorkflowCase): readonly string[] =>
  [...new Set(workflowIssuesOf(one).map(({ code }) => code))].sort()
