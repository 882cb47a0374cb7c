import { at, list, text, texts, type Fields } from '@slipway/kube'
import { podIn } from '../../effects/pod-nodes.ts'
import { field, fieldRule } from './field-rule.ts'
import { loses } from './parts.ts'

const workloads = 'Deployment StatefulSet DaemonSet Rollout Job CronJob'
const interpreter = /(?:^|\/)(?:(?:ba|da|a|z|k)?sh|busybox|env|node|deno|bun|python[\d.]*|perl|ruby|php)$/
const inline = /^(?:-[a-z]*[ce]|--eval|-p|--print|-r)$/i

/** Variables by which a loader or a runtime takes in code before the program. */
const preloads = /^(?:LD_PRELOAD|LD_AUDIT|BASH_ENV|PYTHONSTARTUP)$/
const options = /^(?:NODE_OPTIONS|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|RUBYOPT|PERL5OPT)$/
/** Of Ruby and Perl the module may stand right behind the letter: `-rbundler/setup`, `-MEvil`. */
const taking =
  /(?:^|\s)-(?:(?:-require|-import|-(?:experimental-)?loader|javaagent|agentpath|agentlib)(?:[\s=:]|$)|[rM])/
const isPreload = ([name, value]: readonly [string, string]): boolean =>
  preloads.test(name) || (options.test(name) && taking.test(value))
const variablesOf = (container: Fields): readonly (readonly [string, string])[] =>
  list(container['env']).map((one) => [text(one['name']) ?? '', text(one['value']) ?? ''])

/** A preStop that only waits. */
const pause = /^sleep \d+[smh]?$/

/** What a container starts, also when it is asked whether it is well. */
const started = (container: Fields): readonly (readonly string[])[] => [
  [...texts(container['command']), ...texts(container['args'])],
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => texts(at(container[probe], 'exec', 'command'))),
  ...['postStart', 'preStop'].map((when) => texts(at(container['lifecycle'], when, 'exec', 'command'))),
]
const containersOf = (spec: unknown): readonly Fields[] =>
  ['containers', 'initContainers'].flatMap((name) => list(at(podIn(spec), name)))
/** A script or a module, right behind its interpreter; further away a word may be the value of an option. */
const script = /^[^-=][^=]*\.(?:[cm]?[jt]s|py|rb|pl|php|phar)$/
const python = /^(?:\S*\/)?python[\d.]*(?: -[BEIOSbqsuv]+)*$/
/** The words that its interpreter reads: options behind a script or a module are the program's own, as `-c` is a file to gunicorn. */
function interpreted(words: readonly string[]): readonly string[] {
  const [first = '', second = ''] = words
  if (interpreter.test(first) && script.test(second)) return [first]
  const before = words.slice(0, Math.max(words.indexOf('-m'), 0))
  return python.test(before.join(' ')) ? before : words
}
/** What hands code to an interpreter. `args` alone, for one that the image starts, look like any others. */
const codeOf = (spec: unknown): readonly string[] => [
  ...containersOf(spec)
    .flatMap(started)
    .filter(
      (words) =>
        words.some((one) => interpreter.test(one)) &&
        interpreted(words).some((one) => inline.test(one)) &&
        !pause.test(words.at(-1) ?? ''),
    )
    .map((words) => words.join('\0')),
  ...containersOf(spec)
    .flatMap(variablesOf)
    .filter(isPreload)
    .map((one) => one.join('=')),
]

/** What runs beside what the image was tried with. */
export const startRisks = [
  fieldRule('starts', 'policy', 'what starts in an image', [
    field('code-in-command', 'medium', workloads, 'spec', (was, is) => loses(codeOf(is), codeOf(was)), true),
  ]),
]
