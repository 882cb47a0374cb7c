import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Output } from '@slipway/cli'
import { execSync } from '@slipway/cli/exec'
import {
  failed,
  formatIssue,
  formatIssues,
  issue,
  ok,
  plainText,
  sortIssues,
  type Issue,
  type Outcome,
} from '@slipway/core'
import { gitHubRepository, loadFleet } from '@slipway/fleet'
import { parse } from 'yaml'
import { deployEnvironment, deploysStacks } from '@slipway/aws'
import { settingsOf } from './github.ts'
import { settingSentences } from './sentences.ts'
import type { Ask, Finding } from './setting.ts'
import { driftJudges } from './workflows/drift-judge.ts'
import type { Workflow } from '@slipway/kube/workflow'
import type { ReadYamlFile } from './workflows/local-actions.ts'
import { tagPatterns } from './workflows/power.ts'
import { ownMachines, workflowIssues } from './workflows/workflow-rules.ts'
import type { LeftToSettings } from './workflow-settings.ts'

interface Options {
  readonly root: string
  readonly github: boolean
  readonly json: boolean
}

/** Pages of one answer: of a list, all; of an object with a list, all of it. */
function joined(pages: readonly unknown[]): unknown {
  const [first, ...rest] = pages
  if (rest.length === 0 || typeof first !== 'object' || first === null) return first
  if (Array.isArray(first)) return pages.flat()
  const entries = Object.entries(first).map(([name, value]) => [
    name,
    Array.isArray(value) ? (pages as readonly Record<string, unknown>[]).flatMap((page) => page[name]) : value,
  ])
  return Object.fromEntries(entries) as unknown
}

/** By `gh`, which has the person's rights; only GETs. */
const askGitHub =
  (repository: string): Ask =>
  (place) => {
    const env = { ...process.env, GH_PROMPT_DISABLED: '1', NO_COLOR: '1' }
    const below = place === '' ? '' : `/${place}`
    const full = place.startsWith('/') ? place.slice(1) : `repos/${repository}${below}`
    const words = ['api', '--method', 'GET', '--paginate', '--slurp', full]
    const { code, stdout } = execSync('gh', words, { env })
    return code === 0 ? joined(JSON.parse(stdout) as readonly unknown[]) : undefined
  }

function workflowsOf(root: string): Outcome<ReadonlyMap<string, Workflow>> {
  const workflows = new Map<string, Workflow>()
  const issues: Issue[] = []
  for (const file of globSync('.github/workflows/*.{yml,yaml}', { cwd: root }).sort())
    try {
      workflows.set(file, (parse(readFileSync(path.join(root, file), 'utf8')) ?? {}) as Workflow)
    } catch (error) {
      issues.push(
        issue(file, '', 'not-yaml', (error as Error).message.split('\n')[0] ?? '', 'a workflow', 'correct it'),
      )
    }
  return issues.length > 0 ? failed(...issues) : ok(workflows)
}

/** A file of YAML that is itself in the repository; no link leads out of it. */
const yamlFile =
  (root: string) =>
  (file: string): unknown => {
    try {
      return parse(plainText(root, file) ?? '')
    } catch {
      return undefined
    }
  }
/** Actions are called by many jobs. */
function once(read: ReadYamlFile): ReadYamlFile {
  const known = new Map<string, unknown>()
  return (file) => {
    if (!known.has(file)) known.set(file, read(file))
    return known.get(file)
  }
}

/** The questions that workflows leave to settings. */
function leftBy(notes: readonly Issue[], workflows: ReadonlyMap<string, Workflow>, read: ReadYamlFile): LeftToSettings {
  const files = notes.flatMap(({ code, file }) => (code === 'power-and-tag' ? [file] : []))
  return {
    tags: [...new Set(files.flatMap((file) => tagPatterns(workflows.get(file) ?? {})))],
    ownMachines: ownMachines(workflows, (file) => workflows.get(file) ?? read(file)),
  }
}

const words = { good: 'ok', gap: 'GAP', unseen: 'UNSEEN' } as const

/** A row for each setting, with the consequence of a wrong one. */
function table(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ code }) => code.length))
  return findings
    .map(({ code, state, got }) => {
      const { want, else: otherwise } = settingSentences[code]
      const row = `${words[state].padEnd(7)}${code.padEnd(width + 2)}${want}`
      return state === 'good' ? `${row}\n` : `${row}\n${' '.repeat(width + 9)}found: ${got}; otherwise ${otherwise}\n`
    })
    .join('')
}

/**
 * @param ask answers for a repository; tests have recorded answers
 * @returns the exit code: 1 with a gap, or something that cannot be seen
 */
export async function doctor(
  { root, github, json }: Options,
  { out, err }: Pick<Output, 'out' | 'err'>,
  ask: (repository: string) => Ask = askGitHub,
): Promise<0 | 1> {
  const workflows = existsSync(path.join(root, '.github/workflows'))
    ? workflowsOf(root)
    : ok(new Map<string, Workflow>())
  const read = once(yamlFile(root))
  const all = workflows.ok ? workflowIssues(workflows.value, read) : workflows.issues
  const [notes, issues] = [all.filter((one) => one.warning === true), all.filter((one) => one.warning !== true)]
  let findings: readonly Finding[] = []
  if (github) {
    const fleet = await loadFleet(root)
    const repository = fleet.ok ? gitHubRepository(fleet.value.repository.url) : undefined
    if (!fleet.ok) issues.push(...fleet.issues)
    else if (repository === undefined)
      issues.push(
        issue(
          'fleet/fleet.ts',
          'repository.url',
          'not-github',
          fleet.value.repository.url,
          'a repository of GitHub',
          'leave --github out',
        ),
      )
    else {
      const { branch, merge } = fleet.value.repository
      const { environments, approvers = {}, owners = [] } = fleet.value
      const deploys = deploysStacks(fleet.value)
        ? environments.map((env) => ({ name: deployEnvironment(env), isReviewed: Object.hasOwn(approvers, env) }))
        : []
      const judges = workflows.ok ? driftJudges(workflows.value, read) : []
      const left = leftBy(notes, workflows.ok ? workflows.value : new Map(), read)
      const rests = { branch, owners, judges, merge, deploys, left, organisation: repository.owner }
      findings = settingsOf(ask(`${repository.owner}/${repository.name}`), rests)
    }
  }
  if (json)
    out(
      `${JSON.stringify({ issues, notes, settings: findings.map((one) => ({ ...one, ...settingSentences[one.code] })) })}\n`,
    )
  else {
    if (findings.length > 0) out(table(findings))
    for (const note of sortIssues(notes)) out(`note: ${formatIssue(note)}\n`)
    if (issues.length > 0) err(`${formatIssues(issues)}\n`)
    else out('The workflows keep what the gate rests on (docs/threat-model.md).\n')
  }
  return issues.length === 0 && findings.every(({ state }) => state === 'good') ? 0 : 1
}
