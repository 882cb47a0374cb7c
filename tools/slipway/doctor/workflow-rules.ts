import { issue, type Issue } from '@slipway/core'

interface Step {
  readonly run?: unknown
  readonly uses?: unknown
  readonly with?: Readonly<Record<string, unknown>>
}
interface Job {
  readonly steps?: unknown
  readonly permissions?: unknown
  readonly environment?: unknown
}
/** A workflow of GitHub Actions, as far as the gate depends on it. */
export interface Workflow {
  readonly on?: unknown
  readonly permissions?: unknown
  readonly jobs?: unknown
}

const text = (value: unknown): string => JSON.stringify(value) ?? ''
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const stepsOf = ({ steps }: Job): readonly Step[] => (Array.isArray(steps) ? steps.filter(isObject) : [])
/** YAML reads `run: true` as no text; a shell runs it. */
const script = ({ run = '' }: Step): string => String(run)
const action = ({ uses = '' }: Step): string => String(uses).split('@')[0] ?? ''
/** Jobs, as far as they are any. */
const jobsOf = ({ jobs }: Workflow): readonly (readonly [string, Job])[] =>
  isObject(jobs) ? Object.entries(jobs).filter((entry): entry is [string, Job] => isObject(entry[1])) : []

function triggers({ on }: Workflow): readonly string[] {
  if (typeof on === 'string') return [on]
  if (Array.isArray(on)) return on.map(String)
  return typeof on === 'object' && on !== null ? Object.keys(on) : []
}

/** Rights of a job that are worth taking; to read, and to write the cache or a check, is not. */
const rights = /"(?:id-token|contents|pull-requests|actions|packages|deployments|attestations|administration)":"write"/
const secret = /\$\{\{[^}]*\bsecrets\.(?!GITHUB_TOKEN\b)/
const hasPower = (job: Job): boolean =>
  rights.test(text(job.permissions)) || /write-all/.test(text(job.permissions)) || secret.test(text(job))

/** A package manager that installs, and would run scripts of packages: those of apps are apps' code. */
const installs = /\b(?:npm|pnpm|yarn)\s+(?:ci|install|i|add|rebuild)\b[^\n;&|]*/g
const withScripts = (step: Step): boolean =>
  [...script(step).matchAll(installs)].some(([call]) => !call.includes('--ignore-scripts'))

/** What builds, tests or renders apps, and with that runs their code. */
const buildsImages = /^docker\/(?:build-push|bake)-action$/
const runsCode =
  /\b(?:docker\s+(?:buildx\s+)?(?:build|bake)\b(?!x)|npm\s+(?:test|t)\b|npm\s+run\s|npx\s+(?:nx|vitest)\b|node\s+apps\/)/
const verb = /\bnpx\s+slipway\s+(\S+)(?:\s+([^\s-]\S*))?/g
/** Verbs that read no app. */
const harmless = new Set([
  'images scan',
  'release publish',
  'release provenance',
  'aws drift',
  'aws deploy',
  'doctor',
  'completion',
])
const runsAppCode = (step: Step): boolean =>
  buildsImages.test(action(step)) ||
  runsCode.test(script(step)) ||
  [...script(step).matchAll(verb)].some(
    ([, name = '', own = '']) => !harmless.has(`${name} ${own}`.trim()) && !harmless.has(name),
  )

const checksOut = (step: Step): boolean =>
  action(step) === 'actions/checkout' ||
  /\bgit\s+(?:checkout|switch|clone|worktree)\b|\bgh\s+pr\s+checkout\b/.test(script(step))

const isPersistent = (step: Step): boolean =>
  action(step) === 'actions/checkout' && step.with?.['persist-credentials'] !== false

const usesCache = (step: Step): boolean =>
  action(step).startsWith('actions/cache') || step.with?.['cache'] !== undefined || /type=gha/.test(text(step.with))

interface Rule {
  readonly code: string
  readonly want: string
  readonly hint: string
  readonly breaks: (job: Job, workflow: Workflow) => boolean
}

const foreignTriggers = ['pull_request_target', 'workflow_run', 'issue_comment']

export const workflowRules: readonly Rule[] = [
  {
    code: 'target-checkout',
    want: 'no checkout in a workflow that a stranger can start with our rights',
    hint: 'use pull_request; or read what you need by gh api, as data',
    breaks: (job, workflow) =>
      triggers(workflow).some((name) => foreignTriggers.includes(name)) && stepsOf(job).some(checksOut),
  },
  {
    code: 'install-scripts',
    want: 'npm ci --ignore-scripts: scripts of workspaces are code of apps',
    hint: 'add --ignore-scripts',
    breaks: (job) => stepsOf(job).some(withScripts),
  },
  {
    code: 'power-and-code',
    want: "a right or a secret, or an app's code; never both in one job",
    hint: 'split the job: one without rights hands over an artifact, one with rights runs nothing of an app',
    breaks: (job) => hasPower(job) && stepsOf(job).some(runsAppCode),
  },
  {
    code: 'token-stays',
    want: 'persist-credentials: false at every checkout',
    hint: 'add it; give the token to the one step that needs it',
    breaks: (job) => stepsOf(job).some(isPersistent),
  },
  {
    code: 'power-and-cache',
    want: "nothing from GitHub's cache in a job with rights: another run may have written it",
    hint: 'take the cache out of this job',
    breaks: (job) => hasPower(job) && stepsOf(job).some(usesCache),
  },
  {
    code: 'rights-unsaid',
    want: 'permissions: {} for the workflow, and those of each job by name',
    hint: 'write them out',
    breaks: (job, workflow) =>
      text(workflow.permissions) !== '{}' || typeof job.permissions !== 'object' || job.permissions === null,
  },
  {
    code: 'script-injection',
    want: 'no expression in a script: what comes from outside is a variable there',
    hint: 'give it by env, and write "$NAME"',
    breaks: (job) => stepsOf(job).some((step) => script(step).includes('${{')),
  },
  {
    code: 'unpinned',
    want: 'every action by the full name of its commit',
    hint: 'uses: owner/name@<40 hex digits> # vX.Y.Z',
    breaks: (job) => stepsOf(job).some(({ uses }) => uses !== undefined && !/^\.\/|@[0-9a-f]{40}$/.test(String(uses))),
  },
]

/** Judges drift as the gate needs it: on pull requests and in the queue, by code that is not theirs, without a right. */
function judgesDrift(workflow: Workflow): boolean {
  const isAsked = triggers(workflow).includes('pull_request') && triggers(workflow).includes('merge_group')
  return (
    isAsked &&
    jobsOf(workflow).some(([, job]) => {
      const steps = stepsOf(job).map(script)
      const base = steps.findIndex((run) => /git checkout [^\n]*--detach "\$BASE"/.test(run))
      const check = steps.findIndex((run) => /\bslipway check\b[^\n]*--commit/.test(run))
      return base >= 0 && check > base && !hasPower(job) && !stepsOf(job).slice(base).some(usesCache)
    })
  )
}

/** What is wrong with workflows, by file. @param workflows of `.github/workflows`, by path */
export function workflowIssues(workflows: ReadonlyMap<string, Workflow>): readonly Issue[] {
  const issues = [...workflows].flatMap(([file, workflow]) =>
    jobsOf(workflow).flatMap(([name, job]) =>
      workflowRules
        .filter(({ breaks }) => breaks(job, workflow))
        .map(({ code, want, hint }) => issue(file, `jobs.${name}`, code, 'a job that does not keep this', want, hint)),
    ),
  )
  if ([...workflows.values()].some(judgesDrift)) return issues
  const want = "a job that checks the base out and runs slipway check --commit over the pull request's objects"
  const hint = 'take the job drift of .github/workflows/ci.yml as Slipway has it'
  return [...issues, issue('.github/workflows', '', 'no-drift-job', 'no job that judges drift', want, hint)]
}
