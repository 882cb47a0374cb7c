/** One expression and nothing else; a line break after it is something else. */
const whole = /^\$\{\{(?:(?!\}\}).)*\}\}$/s

/**
 * Text beside an expression is a text, and no text but the empty one is false (docs.github.com, "Evaluate
 * expressions").
 */
const isAlwaysTrue = (condition: string): boolean => condition.includes('${{') && !whole.test(condition)

/** Whoever pushed last, or opened it again, is the actor; a branch of a bot may have commits of others. */
const asksBot =
  /github\.(?:triggering_)?actor\s*==\s*'[^']*\[bot\]'|'[^']*\[bot\]'\s*==\s*github\.(?:triggering_)?actor\b/

/** A text in which what comes from outside is only looked for: `contains('main develop', github.ref_name)`. */
const looksWithin = /\bcontains\(\s*'[^']*'\s*,\s*(?:github\.(?:\w+_)?(?:ref|ref_name|actor|event)\b|inputs\.|env\.)/

const bare = (condition: string): string => condition.replaceAll(/^\s*\$\{\{|\}\}\s*$/g, '')

/** The operands of an operator, outside of brackets. */
function partsOf(expression: string, operator: '||' | '&&'): readonly string[] {
  const parts = ['']
  let depth = 0
  for (const [token] of expression.matchAll(/'[^']*'|\|\||&&|[^]/g)) {
    depth += token === '(' ? 1 : token === ')' ? -1 : 0
    if (token === operator && depth === 0) parts.push('')
    else parts.push(`${parts.pop() ?? ''}${token}`)
  }
  return parts
}

/** A condition on who opened the pull request, which nobody changes later. */
const asksOpener = /^github\.event\.pull_request\.user\.(?:login\s*==\s*'[^']*\[bot\]'|id\s*==\s*\d+)$/
const isOfBot = (condition: string): boolean =>
  partsOf(bare(condition), '||').some(
    (any) => asksBot.test(any) && !partsOf(any, '&&').some((one) => asksOpener.test(one.trim())),
  )

/** Whether an `if` says less than it seems to. @param hasPower whether the job has a right, or strangers start it */
export const isUnsound = (condition: unknown, hasPower: boolean): boolean =>
  typeof condition === 'string' &&
  (isAlwaysTrue(condition) || looksWithin.test(condition) || (hasPower && isOfBot(condition)))

/** Each branch begins with `refs/heads/`. */
const asksBranch =
  /^(?:github\.(?:ref|ref_name)\s*==|startsWith\(\s*github\.ref(?:_name\s*,\s*'\w|\s*,\s*'refs\/heads\/\w))/i
/** A tag may be called as the branch is: this asks which of them it is. */
const asksNoTag =
  /^(?:github\.ref\s*==\s*(?:format\(\s*)?'refs\/heads\/|startsWith\(\s*github\.ref\s*,\s*'refs\/heads\/|!\s*startsWith\(\s*github\.ref\s*,\s*'refs\/tags\/'|github\.ref_type\s*(?:==\s*'branch'|!=\s*'tag'))/i
const asksTag = /^(?:startsWith\(\s*github\.ref\s*,\s*'refs\/tags\/|github\.ref_type\s*==\s*'tag')/i
/**
 * The refs for which it runs: a branch that anybody pushed, a tag that anybody made, or any ref that no condition on
 * the branch can keep away.
 */
type Ref = 'branch' | 'tag' | 'any'
const isKeptAway = (ref: Ref, text: string): boolean =>
  ref === 'tag' ? asksNoTag.test(text) : ref === 'branch' && (asksBranch.test(text) || asksTag.test(text))
const asksEvent = /^github\.event_name\s*([!=]=)\s*'(\w+)'$/i

/** Brackets within brackets would take the square of the time: below, nothing is asked, and each event may pass. */
const deepest = 20
/** Whether an event with any branch passes an expression, as far as that asks for an event or for a branch. */
function passes(event: string, expression: string, ref: Ref, depth = 0): boolean {
  if (depth > deepest) return true
  const any = partsOf(expression, '||')
  if (any.length > 1) return any.some((one) => passes(event, one, ref, depth + 1))
  const all = partsOf(expression, '&&')
  if (all.length > 1) return all.every((one) => passes(event, one, ref, depth + 1))
  const text = expression.trim()
  const [, inner] = /^\((.*)\)$/s.exec(text) ?? []
  if (inner !== undefined) return passes(event, inner, ref, depth + 1)
  const [, sign, name] = asksEvent.exec(text) ?? []
  return name === undefined ? !isKeptAway(ref, text) : (event === name.toLowerCase()) === (sign === '==')
}

/** A longer one is asked nothing, and each event may pass. */
const longest = 2000
/** Whether an event may pass an `if`. */
export const mayPass = (event: string, condition: string, ref: Ref): boolean =>
  condition.length > longest || passes(event, bare(condition), ref)
