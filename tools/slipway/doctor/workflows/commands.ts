import {
  actionOf,
  changesBranch,
  commands,
  isAction,
  isLocal,
  isOfRun,
  namesMain,
  stepsOf,
  textOf,
  type Job,
  type Step,
  type Workflow,
} from '@slipway/kube/workflow'
import { onlyReads, wordsOf } from './readers.ts'
import { shellCommands, type ShellCommand } from './shell.ts'

/** A package manager that installs, and would run scripts of packages: those of apps are apps' code. Each word is read in one way alone. */
const flags = String.raw`(?:[ \t]+-\S+(?:(?<=[ \t](?:-C|-w|--(?:prefix|workspace|dir|cwd|filter)))[ \t]+[^\s-]\S*)?)*`
const installs = new RegExp(
  String.raw`\b(?:npm|pnpm|yarn|bun)${flags}[ \t]+(?:ci|ic|cit|i|it|sit|add|rebuild|rb|(?:clean-)?install(?:-clean|-test)?|update|up)\b[^\n;&|]*|\byarn(?<!\bcorepack\b[^\n;&|]*)\s*$`,
  'gm',
)
/** A program for the machine, by its name: nothing of a workspace is installed. */
const ofMachine = /[ \t](?:-g|--global|--location[ \t=]global)(?=\s|$)/
export const installsWithScripts = (step: Step): boolean =>
  /ignore-scripts[\s=]+false\b/.test(commands(step)) ||
  [...commands(step).matchAll(installs)].some(
    ([call]) =>
      !ofMachine.test(call) && (!/--ignore-scripts(?![=\w-])/.test(call) || call.includes('--no-ignore-scripts')),
  )

/** Actions that build or test apps, and so run their code. */
const buildsApps = new Set([
  ...['docker/build-push-action', 'docker/bake-action', 'depot/build-push-action', 'depot/bake-action'],
  ...['redhat-actions/buildah-build', 'cypress-io/github-action'],
])
/** Actions that build, render or deploy what is checked out, as the programs in `builders` do. */
const buildsTree = new Set([
  ...['goreleaser/goreleaser-action', 'gradle/gradle-build-action', 'pypa/cibuildwheel', 'pyo3/maturin-action'],
  ...['actions-rs/cargo', 'pre-commit/action', 'pulumi/actions', 'helmfile/helmfile-action'],
  ...['gruntwork-io/terragrunt-action', 'cloudflare/wrangler-action', 'serverless/github-action'],
])
const appCode = new RegExp(
  [
    '\\b(?:docker|podman|buildah)\\b[^\\n;&|]{0,2000}\\s(?:build|bake|bud|run|up)(?=\\s|$)',
    '\\bnpm\\b[^\\n;&|]{0,2000}\\s(?:test|t|start|exec|x|run|rum|urn|run-script)(?=\\s|$)',
    '\\bnode\\b[^\\n;&|]{0,2000}\\s--run\\b',
    '\\bvitest\\b|\\.ci/run\\b|\\b(?:nerdctl|kaniko)\\b',
    '\\b(?:cd|pushd)\\s+\\S{0,500}\\bapps\\b|(?:-C|--root|--prefix)[\\s=]\\S{0,500}\\bapps\\b',
    'working-directory":"[^"]*(?:\\bapps\\b|\\$\\{\\{(?!\\s*(?:github\\.workspace|runner\\.temp)\\s*\\}\\}))',
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
/** Inputs of actions that are commands. */
const commandInput =
  /^(?:run|cmd|commands?|inline-?script|shell-?script|args|eval|(?:pre|post|before|after)-\w+|\w+-?command)$/i
export const commandInputs = (step: Step): readonly string[] =>
  Object.entries(step.with ?? {}).flatMap(([name, value]) => (commandInput.test(name) ? [String(value)] : []))
/** With the commands that an action is given. */
const allCommands = (step: Step): readonly string[] => [
  commands(step),
  ...commandInputs(step).map((run) => commands({ run })),
]

/** The environment of a step: its commands, its shell, its folder and its variables. */
const surroundings = (step: Step, job: Job, { defaults, env }: Workflow): string => {
  const { shell, 'working-directory': at } = step
  const said = [{ shell, 'working-directory': at }, job.defaults, defaults].map(textOf)
  // `ghcr.io/acme/apps/web` and `https://acme.example/apps/` name no folder of this repository.
  const variables = [step.env, job.env, env].map((one) => textOf(one).replaceAll(/(?<=[\w-]\/)apps\//g, ''))
  return [...allCommands(step), ...said, ...variables].join('\n')
}
/** A local action that is still a step could not be read: nobody knows what it does. */
const isUnread = isLocal

/** Whether a step runs what a team wrote. */
export const runsAppCode = (step: Step, job: Job, workflow: Workflow): boolean =>
  buildsApps.has(actionOf(step)) ||
  isUnread(step) ||
  appCode.test(surroundings(step, job, workflow)) ||
  [...commands(step).matchAll(verb)].some(
    ([, name = '', own = '']) => !harmless.has(`${name} ${own}`.trim()) && !harmless.has(name),
  )

/** Programs that run files of their working directory, or of a path that they are given. */
const builders =
  'make|just|task|mvn|mvnw|gradle|gradlew|tox|nox|pytest|rake|bundle|composer|dotnet|terragrunt|cdk|pulumi|bazel|bazelisk|sbt|swift|mix|lein|ansible-playbook|pre-commit|npx|nx|turbo|tsx|ts-node|deno|jest|playwright|cypress|cargo|goreleaser|helmfile|skaffold|earthly|dagger|mage|packer|cdktf|sst|hugo|vite|dbt'
const treeCode = new RegExp(
  [
    String.raw`(?:^|[\s;&|("'])(?:bash|sh|zsh|python3?|ruby|perl|php|pwsh|source)[ \t]+(?:-[-\w=]+[ \t]+)*["']?[\w$./{][\w$./{}-]*`,
    String.raw`(?:^|[\s;&|("'])node[ \t]+(?:-[-\w=]+[ \t]+)*(?<![ \t]-\w*[ep][ \t]+)["']?[\w$./{][\w$./{}-]*`,
    String.raw`\b(?:require|import)\(\s*["']\.{1,2}/(?![^"'\n]*\.json["'])`,
    String.raw`(?:^|[\n;&|])[ \t]*\.[ \t]+\S`,
    String.raw`(?:^|[\s;&|("'])(?:${builders})\s+\S`,
    String.raw`(?:^|[\s;&|("'])(?:docker|podman)\s+(?:-\S+\s+)*(?:build|run|compose|buildx\s+(?:build|bake))\b`,
    String.raw`(?:^|[\s;&|("'])(?:terraform|tofu)\s+(?!(?:fmt|version|--?version|login)\b)\S`,
    String.raw`(?:^|[\n;&|])[ \t]*(?:make|just|task|mvnw?|gradlew?|tox|nox|pytest|rake)[ \t]*(?:$|[\n;&|])`,
    String.raw`\b(?:uv|poetry|pdm|pipenv|hatch|rye)\s+(?:run|sync|build|install|shell|publish)\b`,
    String.raw`\bgo\s+(?:build|test|generate|vet|(?:run|install)(?![^\n;&|]*@))\b`,
    String.raw`\b(?:npm|pnpm|yarn|bun)[ \t]+(?:-\S+[ \t]+)*(?:run|test|t|start|exec|dlx|build)\b`,
    String.raw`\bpip3?\s+install\s+[^\n;&|]*(?:-e\s|-r\s|\.(?:\s|$))`,
    'action_path|GITHUB_ACTION_PATH',
  ].join('|'),
  'm',
)
/** Commands that put files of the tree into a cluster or an account, with the rights that they have there. */
const deploys =
  /\bhelm\b(?![ \t]+(?:plugin|diff)\b)[^\n;&|]*[ \t](?:install|upgrade)\b|\baws[ \t]+cloudformation[ \t]+(?:deploy|create-\w|update-\w)|\b(?:sam|serverless|sls)[ \t]+deploy\b/
const applies = /\bkubectl\b.*\s(?:apply|create|replace)\b.*\s(?:-[fk]|--(?:filename|kustomize))/
/** Objects that stand in the workflow, or that kubectl makes: `kubectl create secret ... | kubectl apply -f -`. */
const madeHere = /^(?:kubectl\s+(?:create|get)\b(?!.*\s(?:-f|--filename))|(?:echo|printf)\s|cat\s*<<)/
/** Whether kubectl is given files of the tree; one by a whole address is none of it. */
function appliesTree(one: ShellCommand, all: readonly ShellCommand[]): boolean {
  if (!applies.test(one.text)) return false
  const files = [...one.text.matchAll(/\s(?:-f|--filename)(?:\s+|=|(?=\S))["']?([^\s"']+)/g)].map(
    ([, file = '']) => file,
  )
  const feeders = all.filter(({ into }) => into === one.text)
  const isMade = feeders.length > 0 ? feeders.every(({ text }) => madeHere.test(text)) : one.text.includes('<<')
  return files.length === 0 || files.some((file) => (file === '-' ? !isMade : !/^https:[^$]+$/.test(file)))
}

/** What runs no script of package.json. A word of an option counts as one that does. */
const ofManager = new Set(
  'add audit cache config env i info install licenses list login ls outdated self-update setup store view why'.split(
    ' ',
  ),
)
/** Whether a package manager runs scripts, or Nix the flake, of the tree. */
function runsScripts([program = '', ...words]: readonly string[]): boolean {
  const verb = words.find((word) => !word.startsWith('-')) ?? ''
  if (program === 'npm') return /^(?:publish|pack|version)$/.test(verb) && !words.includes('--ignore-scripts')
  if (program === 'nix-shell' && words.some((word) => /^(?:-p|--packages)$/.test(word))) return false
  if (/^nix(?:-shell|-build)?$/.test(program))
    return (
      (program !== 'nix' || /^(?:build|run|develop|shell|flake|fmt)$/.test(verb)) && !/\w[#:]/.test(words.join(' '))
    )
  return /^(?:yarn|pnpm|bun)$/.test(program) && verb !== '' && !ofManager.has(verb)
}
/** A program by its path from the root: `bin/x`, `"$GITHUB_WORKSPACE/x"`; words of lists and cases look like such, too. */
const program =
  /^["']?(?:(?:bin|scripts?|hack|tools?|ci|\.\w[\w-]*)\/|(?:[\w@.-]+\/)+[\w.-]+\.(?:sh|bash|py|rb|pl|[cm]?[jt]s)\b|\$\{?(?:GITHUB_WORKSPACE|PWD)\b|\$\{\{\s*github\.workspace\b)/
/** A path of the tree among the words of a program: `./x`, `run --script=../x`; `./...` names packages of Go. */
const path = /(?:^|["'(=])\.{1,2}\/(?!\.\.)(?![^"'\s]*\.json\b)[\w@.-]/
function runsCode(text: string): boolean {
  const all = shellCommands(text)
  const commands = all.filter((one) => !onlyReads(one))
  return (
    treeCode.test(commands.map((one) => one.text).join('\n')) ||
    all.some((one) => appliesTree(one, all)) ||
    commands.map(wordsOf).some((words) => {
      return program.test(words[0] ?? '') || runsScripts(words) || words.some((word) => path.test(word))
    })
  )
}
/** Whether a step runs what is checked out, whoever wrote it. */
export const runsTree = (step: Step): boolean => {
  const texts = allCommands(step)
  const builds = [buildsApps, buildsTree].some((actions) => actions.has(actionOf(step)))
  const isRun = isUnread(step) || builds || installsWithScripts(step)
  return isRun || texts.some((text) => deploys.test(text) || runsCode(text))
}

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
    ([name, input, off]) => actionOf(step) === name && String(inputs[input]) !== String(off),
  )
  return (
    isDefault ||
    isCache(actionOf(step)) ||
    String(inputs['cache'] ?? false) !== 'false' ||
    String(inputs['bundler-cache'] ?? false) !== 'false' ||
    /type=gha/.test(textOf(inputs))
  )
}

/**
 * Whether a job takes what it was started for: the pull request, or the branch.
 * @param written with its local actions as such: `$/x` is of the run's commit
 */
export const takesOwnBranch = (job: Job, written: Job): boolean =>
  stepsOf(written).some(isOfRun) ||
  stepsOf(job).some((step) =>
    isAction(step, 'actions/checkout') ? !namesMain(step.with?.['ref']) : changesBranch(step),
  )
