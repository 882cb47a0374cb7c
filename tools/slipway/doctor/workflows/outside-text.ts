import { at, isFields } from '@slipway/kube'
import { expressionsIn, script, textOf, type Job, type Step, type Workflow } from '@slipway/kube/workflow'
import { commandInputs } from './commands.ts'

/** Values that GitHub itself makes: numbers, hashes, states. */
const made =
  /^(?:number|id|node_id|sha|merged|draft|fork|state|commits|additions|deletions|changed_files|comments|action|after|before|forced|created_at|updated_at|size|run_id|run_number|run_attempt|run_started_at|conclusion|status|event|type|url|html_url|commits_url|login|author_association|visibility|private|full_name|clone_url|default_branch)$/
const eventField = /github\.event((?:\.[\w*-]+|\[[^\]]*(?:\]|$))+)/g
/**
 * Of the repository and of the branch that a pull request goes into: ours. What a sender or a person gives is theirs by
 * any name.
 */
const isMadeField = (path: string): boolean =>
  /^\.(?:repository\.name|pull_request\.base\.ref)$/.test(path) ||
  (!/^\.(?:client_payload|inputs)\b/.test(path) && made.test(path.split('.').at(-1) ?? ''))
const isWritten = (expression: string): boolean =>
  /github\.(?:head_ref|ref_name|ref)\b|\binputs\.|\binputs\[/.test(expression) ||
  [...expression.matchAll(eventField)].some(([, path = '']) => !isMadeField(path))

/** Names of variables that have what others wrote, and of all that come of an expression. */
interface Names {
  readonly written: readonly string[]
  readonly all: readonly string[]
}
const ours =
  /^\s*(?:(?:secrets|vars|runner|job)\.[\w.-]+|'[^']*')\s*$|^\s*github\.(?:token|workspace|repository\w*|run_\w+|sha|server_url|api_url|workflow|action_path|event_name|job|actor_id|actor|triggering_actor)\b[^.]*$/
/** Values of ours or of GitHub, which no stranger sends. */
const isMade = (expression: string): boolean =>
  ours.test(expression) || /^\s*github\.event\.[\w.]+\s*$/.test(expression)
/**
 * Whether a text that stands in the workflow, or that nobody outside chooses, takes the place of an expression in a
 * script.
 */
export function isSafeInScript(expression: string, step: Step, job: Job, workflow: Workflow): boolean {
  if (isMade(expression)) return !isWritten(expression)
  const [, context, name = ''] = /^\s*(matrix|env)\.([\w-]+)(?:\.[\w-]+)*\s*$/.exec(expression) ?? []
  const matrix = at(job.strategy, 'matrix')
  const given =
    context === 'env'
      ? [step.env, job.env, workflow.env].map((one) => at(one, name)).find((one) => one !== undefined)
      : isFields(matrix) && [matrix[name], matrix['include']].some((one) => one !== undefined)
        ? [matrix[name], matrix['include']]
        : undefined
  return context !== undefined && given !== undefined && !textOf(given).includes('${{')
}
/** A name of a shell variable. */
const isName = (name: string): boolean => /^\w+$/.test(name)
function namesOf(step: Step, job: Job, workflow: Workflow): Names {
  const env = [workflow.env, job.env, step.env]
    .filter(isFields)
    .flatMap((one) => Object.entries(one).filter(([name]) => isName(name)))
  const inside = env.map(([name, value]): [string, readonly string[]] => [name, expressionsIn(String(value))])
  const named = (test: (expression: string) => boolean) =>
    inside.filter(([, all]) => all.some(test)).map(([name]) => name)
  const written = [...named(isWritten), 'GITHUB_HEAD_REF', 'GITHUB_EVENT_PATH']
  return {
    written: [...written, ...assignedFrom(written, script(step))],
    all: [...named((one) => isWritten(one) || !isMade(one)), 'GITHUB_HEAD_REF', 'GITHUB_REF_NAME', 'GITHUB_REF'],
  }
}

/** A number, whatever it was counted in. */
const count = /^["']?\$\(\s*wc\s+-[lcwm]\b[^|)]*\)["']?$/
const anyOf = (names: readonly string[]): string => `(?:${[...new Set(names)].join('|')})`
const mentionOf = (names: readonly string[]): RegExp => new RegExp(String.raw`\$(?:env:|\{)?${anyOf(names)}\b`)
/** Variables of the script that are made of others: `title=$(jq -r .title "$GITHUB_EVENT_PATH")`. */
function assignedFrom(names: readonly string[], text: string): readonly string[] {
  const mention = mentionOf(names)
  return [...text.matchAll(/(?:^|[\s;&|])(\w+)=([^\n]*)/g)]
    .filter(([, , value = '']) => mention.test(value) && !count.test(value))
    .map(([, name = '']) => name)
}

/**
 * Where a shell takes a variable's value for a command: https://mywiki.wooledge.org/BashFAQ/048, and of arithmetic
 * bash(1), "ARITHMETIC EVALUATION".
 */
const commandOf = (names: readonly string[]): RegExp => {
  const name = anyOf(names)
  const used = String.raw`\$(?:env:|\{)?${name}\b`
  return new RegExp(
    [
      String.raw`\beval\b[^\n;]*${used}`,
      String.raw`\b(?:ba|z|da|k)?sh[ \t]+(?:-\w+[ \t]+)*-\w*c[ \t]+(?:"[^"]*|(?!['"])\S*)${used}`,
      String.raw`\b(?:ssh|su|sudo\s+-\S+)\s+[^\n']*"[^"\n]*${used}`,
      String.raw`\b(?:python3?|node|ruby|perl|php)\s+-[cepr]\s+"[^"]*${used}`,
      String.raw`(?:^|[;&|]\s*)"?${used}\}?"?(?=\s|$)(?!\s*(?:[=!]=|=|-[a-z]{2}\b))`,
      String.raw`(?:^|[;&|]\s*)(?:source|\.)\s+[^\n;]*${used}`,
      String.raw`\bsh\s+-c(?<=\bxargs\b[^\n]*)[^\n]*${used}`,
      String.raw`\$\{${name}@P\}`,
      String.raw`\[\[[^\n[\]]*${used}[^\n\]]*-(?:eq|ne|lt|le|gt|ge)\b|\[\[[^\n[\]]*-(?:eq|ne|lt|le|gt|ge)\s[^\n\]]*${used}`,
      String.raw`\b${name}\b(?<=\(\([^\n)]*)`,
      String.raw`\b(?:iex|Invoke-Expression)\b[^\n]*${used}`,
    ].join('|'),
    'm',
  )
}
/** Later steps take what stands in these files for their own variables and programs. */
const handsOn =
  /(?:>>?\s*|\b(?:tee|Out-File|Add-Content)\b[^\n]*)["']?\$(?:env:|\{)?GITHUB_(?:ENV|PATH)\b|::set-env|::add-path/

/**
 * Lets whatever a step prints change the next one's variables (github.blog, "Deprecating set-env and add-path
 * commands").
 */
const obeysOutput = 'ACTIONS_ALLOW_UNSECURE_COMMANDS'
/** Whether what somebody wrote, a title, a branch or an input, becomes a command or another step's variable. */
export function runsOutsideText(step: Step, job: Job, workflow: Workflow): boolean {
  const text = script(step)
  const { written, all } = namesOf(step, job, workflow)
  // With `$NAME` for `${NAME}`, whose braces would end the block.
  const blocks = text.replaceAll(/\$\{(\w+)\}/g, '$$$1').match(/\{[^{}]*\}\s*>[^\n]*/g) ?? []
  const lines = [...text.split('\n'), ...blocks].filter((line) => handsOn.test(line))
  const mention = mentionOf(written)
  const isObeyed = [workflow.env, job.env, step.env].some((one) => String(at(one, obeysOutput)) === 'true')
  return (
    isObeyed ||
    commandOf([...all, ...written]).test(text) ||
    lines.some((line) => mention.test(line)) ||
    commandInputs(step).flatMap(expressionsIn).some(isWritten) ||
    expressionsIn(String(step['working-directory'] ?? '')).some(isWritten)
  )
}
