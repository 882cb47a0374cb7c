import { at, fields, isFields, list, text, texts, type Fields } from '@slipway/kube'
import { containersIn } from '../../effects/pod-nodes.ts'
import { field, fieldRule } from './field-rule.ts'
import { loses } from './parts.ts'

const workloads = 'Deployment DeploymentConfig StatefulSet DaemonSet Rollout Job CronJob'
/** The kinds and fields that have values of a chart. */
const charts = [
  ['HelmRelease.helm.toolkit.fluxcd.io', 'spec.values'],
  ['Application.argoproj.io', 'spec.source.helm.valuesObject'],
  ['ApplicationSet', 'spec.template.spec.source.helm.valuesObject'],
] as const
const called = (names: string): RegExp => new RegExp(`(?:^|\\/)(?:${names})$`)
/**
 * Programs that run code, and what says it: `-c` is code to a shell, a check to node, the name of a file to deno and
 * bun.
 */
const interpreters = [
  [called('(?:ba|da|a|z|k|mk|c|tc|fi|pw)?sh|busybox|env|lua[\\d.]*|Rscript'), /^-[a-z]*[ce]$/i],
  [called('[gmn]?awk'), /^[^{(]*[{(].*(?:system|getline|\|)/s],
  [called('python[\\d.]*'), /^-[bdEIiOPqsSuvx]*c/],
  [called('perl|ruby'), /^-(?:[a-z\d]*e|r)/i],
  [called('php'), /^-[rBRE]/],
  [
    called('node|bun'),
    /^(?:-(?:[pi]*e|i?p|r)|--(?:eval|print|require|import|preload|loader|experimental-loader)(?:=.*)?)$/,
  ],
  [called('deno'), /^eval$/],
] as const

/** Variables by which a loader or a runtime takes in code before the program. */
const preloads = /^(?:LD_PRELOAD|LD_AUDIT|BASH_ENV|PYTHONSTARTUP)$/
const options = /^(?:NODE_OPTIONS|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|RUBYOPT|PERL5OPT)$/
/** Of Ruby and Perl the module may stand right behind the letter: `-rbundler/setup`, `-MEvil`. */
const taking =
  /(?:^|\s)-(?:(?:-require|-import|-(?:experimental-)?loader|javaagent|agentpath|agentlib)(?:[\s=:]|$)|[rM])/
const isPreload = ([name, value]: readonly [string, string]): boolean =>
  preloads.test(name) || (options.test(name) && taking.test(value))
const variablesOf = ({ env }: Fields): readonly (readonly [string, string])[] =>
  isFields(env)
    ? Object.entries(env).map(([name, value]) => [name, text(value) ?? text(at(value, 'value')) ?? ''])
    : list(env).map((one) => [text(one['name']) ?? '', text(one['value']) ?? ''])

/** A preStop that only waits. */
const pause = /^sleep \d+[smh]?$/

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe']
const execs = (container: Fields, names: readonly string[]): readonly (readonly string[])[] =>
  names.map((name) => texts(at(container[name], 'exec', 'command')))
/** The command of a container. */
const started = (container: Fields): readonly (readonly string[])[] => [
  [...texts(container['command']), ...texts(container['args'])],
  ...execs(fields(container['lifecycle']), ['postStart', 'preStop']),
]
const script = /^[^-=][^=]*\.(?:[cm]?[jt]s|py|rb|pl|php|phar)$/
/** Options that take no word of their own, so that a script behind them is the script. */
const alone =
  /^(?:-[BEIOSbqsuv]+|--(?:inspect(?:-brk)?|enable-source-maps|expose-gc|no-[a-z-]+|trace-(?:warnings|uncaught)|[a-z-]+=.*))$/
/**
 * The words that its interpreter reads: options behind a script or a module are the program's own, as `-c` is a file to
 * gunicorn.
 */
function interpreted([first = '', ...words]: readonly string[]): readonly string[] {
  const end = words.findIndex((word) => !alone.test(word))
  const isOwn =
    interpreters.some(([name]) => name.test(first)) && (script.test(words[end] ?? '') || words[end] === '-m')
  return isOwn ? [first, ...words.slice(0, end)] : [first, ...words]
}
function isCode(words: readonly string[]): boolean {
  const read = interpreted(words)
  const isSaid = interpreters.some(
    ([name, says]) => words.some((one) => name.test(one)) && read.some((one) => says.test(one)),
  )
  return isSaid && !pause.test(words.at(-1) ?? '')
}

/** Asks the container itself by a known client: no pipe, no file that is written, no address elsewhere. */
const client =
  /^(?:exec |! )?(?:pg_isready|redis-cli|valkey-cli|mysqladmin|mariadb-admin|rabbitmq-diagnostics|curl|wget|nc|grpc_health_probe|pgrep|test|\[|grep|exit|true)(?: [\w$={}"'%+:@,/[\]!.?~-]+)*$/
const elsewhere = /:\/\/(?!localhost\b|127\.0\.0\.1\b|\[::1\])|[a-z][\w-]{0,63}\.[a-z]/i
const isQuestion = (words: readonly string[]): boolean =>
  words.length === 3 &&
  (words[2] ?? '')
    .split(/&&|\|\||\n/)
    .map((one) => one.trim())
    .every((one) => one === '' || (client.test(one) && !elsewhere.test(one)))

/**
 * An interpreter that the image starts: options alone, the last with code behind it, and no setting such as
 * `max_connections=200`.
 */
const given = /^(?:-[a-z]*[cer]|--eval|--print|-Command)$/i
const setting = /^[\w.-]+\s*=[^;|&$`(){}<>]*$/
function isForEntrypoint({ command, args }: Fields): boolean {
  const words = command === undefined ? texts(args) : []
  const end = words.findIndex((one) => given.test(one) || /^--(?:eval|print)=/.test(one))
  if (end < 0 || words.slice(0, end).some((one) => !one.startsWith('-'))) return false
  const code = words[given.test(words[end] ?? '') ? end + 1 : end] ?? ''
  return /[\s;|&$`(){}<>'"]/.test(code) && !setting.test(code)
}

/** Programs that are given code. */
const codeIn = (containers: readonly Fields[]): readonly string[] => [
  ...containers
    .flatMap((one) => [...started(one), ...execs(one, probes).filter((words) => !isQuestion(words))])
    .filter(isCode)
    .concat(containers.filter(isForEntrypoint).map(({ args }) => texts(args)))
    .map((words) => words.join('\0')),
  ...containers
    .flatMap(variablesOf)
    .filter(isPreload)
    .map((one) => one.join('=')),
]
const codeOf = (spec: unknown): readonly string[] => codeIn(containersIn(spec))

const deepest = 20
/** Parts of a chart's values that read like a container, whatever the chart calls them. */
function partsLikeContainers(value: unknown, depth = 0): readonly Fields[] {
  if (depth > deepest || typeof value !== 'object' || value === null) return []
  const own =
    isFields(value) && ['command', 'args', 'env'].some((name) => typeof value[name] === 'object') ? [value] : []
  return [...own, ...Object.values(value).flatMap((inner) => partsLikeContainers(inner, depth + 1))]
}
/** A question of a probe stands in values like a command that starts. */
const codeInValues = (values: unknown): readonly string[] =>
  codeIn(partsLikeContainers(values).filter((one) => !isQuestion([...texts(one['command']), ...texts(one['args'])])))
const questionsOf = (spec: unknown): readonly string[] =>
  containersIn(spec)
    .flatMap((one) => execs(one, probes).filter(isCode))
    .map((words) => words.join('\0'))

/** Programs that run beside those that the image was tried with. */
export const startRisks = [
  fieldRule('starts', 'policy', 'what starts in an image', [
    field('code-in-command', 'medium', workloads, 'spec', (was, is) => loses(codeOf(is), codeOf(was)), true),
    ...charts.map(([kind, values]) =>
      field('code-in-command', 'medium', kind, values, (was, is) => loses(codeInValues(is), codeInValues(was)), true),
    ),
    field('code-in-command', 'low', workloads, 'spec', (was, is) => loses(questionsOf(is), questionsOf(was)), true),
  ]),
]
