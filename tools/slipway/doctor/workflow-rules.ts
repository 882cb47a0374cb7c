import { issue, type Issue } from '@slipway/core'

interface Step {
  readonly run?: unknown
  readonly uses?: unknown
  readonly with?: Readonly<Record<string, unknown>>
  readonly shell?: unknown
  readonly 'working-directory'?: unknown
  readonly env?: unknown
}
interface Job {
  readonly env?: unknown
  readonly container?: unknown
  readonly services?: unknown
  readonly steps?: unknown
  readonly permissions?: unknown
  readonly environment?: unknown
  readonly defaults?: unknown
  /** Another workflow, which is the whole of the job. */
  readonly uses?: unknown
}
/** A workflow of GitHub Actions, as far as the gate depends on it. */
export interface Workflow {
  readonly on?: unknown
  readonly permissions?: unknown
  readonly env?: unknown
  readonly defaults?: unknown
  readonly jobs?: unknown
}

const text = (value: unknown): string => JSON.stringify(value) ?? ''
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const stepsOf = ({ steps }: Job): readonly Step[] => (Array.isArray(steps) ? steps.filter(isObject) : [])
/** YAML reads `run: true` as no text; a shell runs it. Lines that go on are one, and quotes around words are none. */
const script = ({ run = '' }: Step): string =>
  String(run)
    .replaceAll(/\\\r?\n/g, ' ')
    .replaceAll(/["'](?=[\w.-]+["'])|(?<=["'][\w.-]+)["']/g, '')
/** GitHub's names have no case, and an action may lie in a folder of its repository. */
const action = ({ uses = '' }: Step): string => (String(uses).split('@')[0] ?? '').toLowerCase()
const isAction = (step: Step, name: string): boolean => action(step) === name || action(step).startsWith(`${name}/`)
/** Jobs, as far as they are any. */
const jobsOf = ({ jobs }: Workflow): readonly (readonly [string, Job])[] =>
  isObject(jobs) ? Object.entries(jobs).filter((entry): entry is [string, Job] => isObject(entry[1])) : []

function triggers({ on }: Workflow): readonly string[] {
  if (typeof on === 'string') return [on]
  if (Array.isArray(on)) return on.map(String)
  return typeof on === 'object' && on !== null ? Object.keys(on) : []
}

/** With `checks` a job could say that a pull request's `gate` is green, with `issues` write under our name: each right to write counts. */
const rights = /:"write"/
/** Names of expressions have no case; `inherit` hands all to another workflow. */
const secret = /\$\{\{(?:(?!\}\}).)*\bsecrets\b(?!\.GITHUB_TOKEN\b)|"secrets":"inherit"/i
const hasPower = (job: Job, { env }: Workflow): boolean =>
  rights.test(text(job.permissions)) || /write-all/.test(text(job.permissions)) || secret.test(text([job, env]))

/** A package manager that installs, and would run scripts of packages: those of apps are apps' code. */
const flags = String.raw`(?:\s+(?:-C|-w|--(?:prefix|workspace|dir|cwd|filter))[\s=]\S+|\s+-\S+)*`
const installs = new RegExp(
  String.raw`\b(?:npm|pnpm|yarn|bun)${flags}\s+(?:ci|ic|cit|i|it|sit|add|rebuild|rb|(?:clean-)?install(?:-clean|-test)?|update|up)\b[^\n;&|]*|(?<!\bcorepack\b[^\n;&|]*)\byarn\s*$`,
  'gm',
)
const withScripts = (step: Step): boolean =>
  /ignore-scripts[\s=]+false\b/.test(script(step)) ||
  [...script(step).matchAll(installs)].some(
    ([call]) => !/--ignore-scripts(?![=\w-])/.test(call) || call.includes('--no-ignore-scripts'),
  )

/** What builds, tests or renders apps, and with that runs their code. */
const buildsImages = /^docker\/(?:build-push|bake)-action$/
const runsCode = new RegExp(
  [
    '\\b(?:docker|podman|buildah)\\b[^\\n;&|]*\\s(?:build|bake|bud|run|up)(?=\\s|$)',
    '\\bnpm\\b[^\\n;&|]*\\s(?:test|t|start|exec|x|run|rum|urn|run-script)(?=\\s|$)',
    '\\bnode\\b[^\\n;&|]*\\s--run\\b',
    '\\bvitest\\b|\\.ci/run\\b|\\b(?:nerdctl|kaniko)\\b',
    '\\b(?:cd|pushd)\\s+\\S*\\bapps\\b|(?:-C|--root|--prefix)[\\s=]\\S*\\bapps\\b',
    'working-directory":"[^"]*(?:\\bapps\\b|\\$\\{\\{)',
    '\\bnpx\\s+(?!slipway\\s)',
    '\\bapps/',
  ].join('|'),
)
const verb = /(?:\bnpx\s+slipway|\bbin\/(?:slipway(?:\.cjs)?|main\.ts))\s+(\S+)(?:\s+([^\s-]\S*))?/g
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
/** What a step runs, by what, and where. */
const surroundings = (step: Step, job: Job, { defaults, env }: Workflow): string => {
  const { shell, 'working-directory': at } = step
  const said = [{ shell, 'working-directory': at }, job.defaults, defaults].map(text)
  // `ghcr.io/acme/apps/web` and `https://acme.example/apps/` name no folder of this repository.
  const variables = [step.env, job.env, env].map((one) => text(one).replaceAll(/(?<=[\w-]\/)apps\//g, ''))
  return [script(step), ...said, ...variables].join('\n')
}
const runsAppCode = (step: Step, job: Job, workflow: Workflow): boolean =>
  buildsImages.test(action(step)) ||
  // Of a local action nobody here reads what it does.
  action(step).startsWith('./') ||
  runsCode.test(surroundings(step, job, workflow)) ||
  [...script(step).matchAll(verb)].some(
    ([, name = '', own = '']) => !harmless.has(`${name} ${own}`.trim()) && !harmless.has(name),
  )

const checksOut = (step: Step): boolean =>
  isAction(step, 'actions/checkout') ||
  /\bgit\b[^\n;&|]*\s(?:checkout|switch|clone|worktree|pull|merge|reset|restore)\b|\bgh\s+(?:pr\s+checkout|repo\s+clone)\b|\b(?:zipball|tarball)\b/.test(
    script(step),
  )

const isPersistent = (step: Step): boolean =>
  isAction(step, 'actions/checkout') && step.with?.['persist-credentials'] !== false

/** Some actions use a cache by default. */
const usesCache = (step: Step): boolean =>
  /\/cache(?:\/|$)/.test(action(step)) ||
  (step.with?.['cache'] ?? false) !== false ||
  (action(step) === 'actions/setup-node' && step.with?.['package-manager-cache'] !== false) ||
  (action(step) === 'actions/setup-go' && step.with?.['cache'] !== false) ||
  (action(step) === 'docker/setup-buildx-action' && step.with?.['cache-binary'] !== false) ||
  /type=gha/.test(text(step.with))

/** An action of this repository, by its commit, or by the digest of an image (`docker://`). */
const pinned = /^\.\/|@(?:[0-9a-f]{40}|sha256:[0-9a-f]{64})$/

/** Images that a job runs in, and beside. */
function imagesOf({ container, services }: Job): readonly string[] {
  const all = [container, ...(isObject(services) ? Object.values(services) : [])]
  return all.filter((one) => one !== undefined).map((one) => String(isObject(one) ? one['image'] : one))
}

interface Rule {
  readonly code: string
  readonly want: string
  readonly hint: string
  readonly breaks: (job: Job, workflow: Workflow) => boolean
}

const foreignTriggers = ['pull_request_target', 'workflow_run', 'issue_comment', 'discussion_comment']

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
    hint: 'split the job: one without rights hands over an artifact, one with rights runs nothing of an app; steps of a local action (./...) are not read: write them out in the job',
    breaks: (job, workflow) => hasPower(job, workflow) && stepsOf(job).some((step) => runsAppCode(step, job, workflow)),
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
    hint: 'take the cache out of this job; setup-node, setup-go and setup-buildx have one by default',
    breaks: (job, workflow) => hasPower(job, workflow) && stepsOf(job).some(usesCache),
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
    breaks: (job) =>
      stepsOf(job).some((step) =>
        [step.run, step.shell, step.with?.['script']].some((one) => String(one).includes('${{')),
      ),
  },
  {
    code: 'unpinned',
    want: 'every action by the full name of its commit, every image by its digest',
    hint: 'uses: owner/name@<40 hex digits> # vX.Y.Z; image: name@sha256:<64 hex digits>',
    breaks: (job) =>
      [job, ...stepsOf(job)].some(({ uses }) => uses !== undefined && !pinned.test(String(uses))) ||
      imagesOf(job).some((image) => !/@sha256:[0-9a-f]{64}$/.test(image)),
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
      const isMeant = !/"continue-on-error":(?!false)/.test(text(job))
      return (
        base >= 0 && check > base && isMeant && !hasPower(job, workflow) && !stepsOf(job).slice(base).some(usesCache)
      )
    })
  )
}

/** Paths of the workflows that judge drift. */
export const driftJudges = (workflows: ReadonlyMap<string, Workflow>): readonly string[] =>
  [...workflows].flatMap(([file, workflow]) => (judgesDrift(workflow) ? [file] : []))

/** What is wrong with workflows, by file. @param workflows of `.github/workflows`, by path */
export function workflowIssues(workflows: ReadonlyMap<string, Workflow>): readonly Issue[] {
  const issues = [...workflows].flatMap(([file, workflow]) =>
    jobsOf(workflow).flatMap(([name, job]) =>
      workflowRules
        .filter(({ breaks }) => breaks(job, workflow))
        .map(({ code, want, hint }) => issue(file, `jobs.${name}`, code, 'a job that does not keep this', want, hint)),
    ),
  )
  if (driftJudges(workflows).length > 0) return issues
  const want = "a job that checks the base out and runs slipway check --commit over the pull request's objects"
  const hint = 'take the job drift of .github/workflows/ci.yml as Slipway has it'
  return [...issues, issue('.github/workflows', '', 'no-drift-job', 'no job that judges drift', want, hint)]
}
