import { action, isAction, script, stepsOf, textOf, type Job, type Step, type Workflow } from './workflow.ts'

/** A package manager that installs, and would run scripts of packages: those of apps are apps' code. Each word is read in one way alone. */
const flags = String.raw`(?:[ \t]+-\S+(?:(?<=[ \t](?:-C|-w|--(?:prefix|workspace|dir|cwd|filter)))[ \t]+[^\s-]\S*)?)*`
const installs = new RegExp(
  String.raw`\b(?:npm|pnpm|yarn|bun)${flags}[ \t]+(?:ci|ic|cit|i|it|sit|add|rebuild|rb|(?:clean-)?install(?:-clean|-test)?|update|up)\b[^\n;&|]*|\byarn(?<!\bcorepack\b[^\n;&|]*)\s*$`,
  'gm',
)
export const installsWithScripts = (step: Step): boolean =>
  /ignore-scripts[\s=]+false\b/.test(script(step)) ||
  [...script(step).matchAll(installs)].some(
    ([call]) => !/--ignore-scripts(?![=\w-])/.test(call) || call.includes('--no-ignore-scripts'),
  )

/** Actions that build, test or render apps, and so run their code. */
const buildsImages = /^docker\/(?:build-push|bake)-action$/
const appCode = new RegExp(
  [
    '\\b(?:docker|podman|buildah)\\b[^\\n;&|]{0,2000}\\s(?:build|bake|bud|run|up)(?=\\s|$)',
    '\\bnpm\\b[^\\n;&|]{0,2000}\\s(?:test|t|start|exec|x|run|rum|urn|run-script)(?=\\s|$)',
    '\\bnode\\b[^\\n;&|]{0,2000}\\s--run\\b',
    '\\bvitest\\b|\\.ci/run\\b|\\b(?:nerdctl|kaniko)\\b',
    '\\b(?:cd|pushd)\\s+\\S{0,500}\\bapps\\b|(?:-C|--root|--prefix)[\\s=]\\S{0,500}\\bapps\\b',
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
/** The environment of a step: its shell, its folder and its variables. */
const surroundings = (step: Step, job: Job, { defaults, env }: Workflow): string => {
  const { shell, 'working-directory': at } = step
  const said = [{ shell, 'working-directory': at }, job.defaults, defaults].map(textOf)
  // `ghcr.io/acme/apps/web` and `https://acme.example/apps/` name no folder of this repository.
  const variables = [step.env, job.env, env].map((one) => textOf(one).replaceAll(/(?<=[\w-]\/)apps\//g, ''))
  return [script(step), ...said, ...variables].join('\n')
}
/** A local action that is still a step could not be read: nobody knows what it does. */
const isUnread = (step: Step): boolean => action(step).startsWith('./')

/** Whether a step runs what a team wrote. */
export const runsAppCode = (step: Step, job: Job, workflow: Workflow): boolean =>
  buildsImages.test(action(step)) ||
  isUnread(step) ||
  appCode.test(surroundings(step, job, workflow)) ||
  [...script(step).matchAll(verb)].some(
    ([, name = '', own = '']) => !harmless.has(`${name} ${own}`.trim()) && !harmless.has(name),
  )

/** Programs that run files of their working directory, or of a path that they are given. */
const builders =
  'make|just|task|mvn|mvnw|gradle|gradlew|tox|nox|pytest|rake|bundle|composer|dotnet|terraform|tofu|terragrunt|cdk|pulumi|bazel|bazelisk|sbt|swift|mix|lein|ansible-playbook|pre-commit|npx|nx|turbo|tsx|ts-node|deno|jest|playwright|cargo|docker|podman|goreleaser'
const treeCode = new RegExp(
  [
    String.raw`(?:^|[\s;&|("'=])\.{1,2}/[\w@.-]`,
    String.raw`(?:^|[\s;&|("'])(?:bash|sh|zsh|node|python3?|ruby|perl|php|pwsh|source)[ \t]+(?:-[-\w=]+[ \t]+)*["']?[\w$./{][\w$./{}-]*`,
    String.raw`(?:^|[\n;&|])[ \t]*\.[ \t]+\S`,
    String.raw`(?:^|[\s;&|("'])(?:${builders})\s+\S`,
    String.raw`(?:^|[\n;&|])[ \t]*(?:make|just|task|mvnw?|gradlew?|tox|nox|pytest|rake)[ \t]*(?:$|[\n;&|])`,
    String.raw`\bgo\s+(?:run|build|test|generate|install|vet)\b`,
    String.raw`\b(?:npm|pnpm|yarn|bun)[ \t]+(?:-\S+[ \t]+)*(?:run|test|t|start|exec|dlx|build)\b`,
    String.raw`\bpip3?\s+install\s+[^\n;&|]*(?:-e\s|-r\s|\.(?:\s|$))`,
    'action_path',
  ].join('|'),
  'im',
)
/** Whether a step runs what is checked out, whoever wrote it. */
export const runsTree = (step: Step): boolean =>
  isUnread(step) || buildsImages.test(action(step)) || treeCode.test(script(step)) || installsWithScripts(step)

const checkouts =
  /\bgit\b[^\n;&|]*\s(?:checkout|switch|clone|worktree|pull|merge|reset|restore)\b|\bgh\s+(?:pr\s+checkout|repo\s+clone)\b|\b(?:zipball|tarball)\b/
export const checksOut = (step: Step): boolean => isAction(step, 'actions/checkout') || checkouts.test(script(step))

/** Other ways to bring foreign files: a fetch, a patch, an archive, files of the API that become a program. */
const fetches = [
  /\bgit\b[^\n;&|]*\s(?:fetch|remote\s+add|apply|am|cherry-pick|read-tree|archive|submodule)\b|\bpull\/[^\s"']+\/(?:head|merge)\b|\bgh\s+pr\s+diff\b[^\n]*\|/,
  /\braw\.githubusercontent\.com\b|\bcodeload\b|\/archive\/|\bapplication\/vnd\.github\.(?:v3\.)?raw\b[^\n]*(?:>|\||-o\b|--output\b)/,
  /\b(?:gh\s+api\b|(?:curl|wget)\b(?=[^\n|]*\$))[^\n]*\|\s*(?:sudo\s+)?(?:bash|sh|zsh|python3?|node)\b/,
]
const started = /\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|\bchmod\b|\b(?:bash|sh|node|python3?|source)\s+\S/
/** A file of the API, of which a later command makes a program. */
const startsContents = (text: string): boolean => {
  const at = text.search(/\bcontents\//)
  return at >= 0 && started.test(text.slice(at))
}
/** A script of the API's own language that writes files or starts programs. */
const startsPrograms = /\bchild_process\b|\bexec\b|\beval\s*\(|\bnew\s+Function\b|\bwriteFile|\bimport\s*\(/
const own = /\$GITHUB_RUN_ID\b|\$\{GITHUB_RUN_ID\}|github\.run_id/
const aside = /\brunner\.temp\b|\bRUNNER_TEMP\b/
/** An artifact of another run, unless it lies beside what runs. */
const bringsArtifact = (step: Step): boolean => {
  const name = action(step)
  const said = textOf(step.with)
  if (name === 'actions/download-artifact') return said.includes('"run-id"') && !own.test(said) && !aside.test(said)
  if (/download-(?:workflow-)?artifact/.test(name)) return !aside.test(said)
  return [...script(step).matchAll(/\bgh\s+run\s+download\b[^\n]*/g)].some(
    ([call]) => !own.test(call) && !aside.test(call),
  )
}
/** Whether a step takes files of a pull request, or of a stranger, by any way. */
export const takesFiles = (step: Step): boolean =>
  checksOut(step) ||
  /checkout|clone/.test(action(step)) ||
  fetches.some((one) => one.test(script(step))) ||
  startsContents(script(step)) ||
  bringsArtifact(step) ||
  (action(step) === 'actions/github-script' && startsPrograms.test(String(step.with?.['script'] ?? '')))

export const keepsToken = (step: Step): boolean =>
  isAction(step, 'actions/checkout') && step.with?.['persist-credentials'] !== false

/** Actions that use GitHub's cache unless they are told not to: the input, and what turns it off. */
const cachesByDefault: readonly (readonly [name: string, input: string, off: unknown])[] = [
  ['actions/setup-node', 'package-manager-cache', false],
  ['actions/setup-go', 'cache', false],
  ['docker/setup-buildx-action', 'cache-binary', false],
  ['docker/setup-qemu-action', 'cache-image', false],
  ['gradle/actions/setup-gradle', 'cache-disabled', true],
  ['gradle/gradle-build-action', 'cache-disabled', true],
  ['astral-sh/setup-uv', 'enable-cache', false],
  ['golangci/golangci-lint-action', 'skip-cache', true],
  ['jdx/mise-action', 'cache', false],
  ['oven-sh/setup-bun', 'no-cache', true],
  ['actions-rust-lang/setup-rust-toolchain', 'cache', false],
]
/** `actions/cache/restore`, `owner/rust-cache`: a word of a name behind the owner's. */
const isCache = (name: string): boolean =>
  name.endsWith('/sccache-action') ||
  name
    .split('/')
    .slice(1)
    .some((part) => part.split('-').includes('cache'))
export const usesCache = (step: Step): boolean => {
  const { with: inputs = {} } = step
  const isDefault = cachesByDefault.some(
    ([name, input, off]) => action(step) === name && String(inputs[input]) !== String(off),
  )
  return (
    isDefault ||
    isCache(action(step)) ||
    String(inputs['cache'] ?? false) !== 'false' ||
    String(inputs['bundler-cache'] ?? false) !== 'false' ||
    /type=gha/.test(textOf(inputs))
  )
}

/** Checks out a branch that is named, or what the pull request goes into. */
const mainRef =
  /^(?!refs\/pull\/)[\w./-]+$|^\$\{\{\s*github\.(?:base_ref|event\.(?:pull_request\.base\.(?:sha|ref)|repository\.default_branch))\s*\}\}$/
/** A new branch of what is there. */
const newBranch =
  /\bgit[ \t](?:[^\n;&|]*[ \t])?(?:checkout[ \t]+-[bB]|switch[ \t]+(?:-[cC]|--create))[ \t]+[^\s;&|]+[ \t]*(?=$|[\n;&|])/g
/** Whether a job takes what it was started for: the pull request, or the branch. */
export const takesOwnBranch = (job: Job): boolean =>
  stepsOf(job).some((step) =>
    isAction(step, 'actions/checkout')
      ? !mainRef.test(String(step.with?.['ref'] ?? ''))
      : checkouts.test(script(step).replaceAll(newBranch, '')),
  )
