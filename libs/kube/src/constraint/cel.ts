import type { Constraint, Literal, Test, Values } from './constraint.ts'

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** `{team}` becomes the request's namespace, by which an admission policy knows whose object it judges. */
function text(value: string): string {
  const parts = value
    .split('{team}')
    .flatMap((part, i) => [...(i > 0 ? ['variables.team'] : []), ...(part === '' ? [] : [quoted(part)])])
  return parts.length === 0 ? "''" : parts.join(' + ')
}

/** Lists and maps of several types have to be dynamic. */
function literal(value: Literal): string {
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return `[${value.map((inner: Literal) => `dyn(${literal(inner)})`).join(', ')}]`
  if (typeof value !== 'object') return String(value)
  const entries = Object.entries(value).flatMap(([name, inner]) =>
    inner === undefined ? [] : [`${quoted(name)}: dyn(${literal(inner as Literal)})`],
  )
  return `{${entries.join(', ')}}`
}

const values = (of: Values): string => {
  if ('list' in of) return `variables.${of.list}`
  const alike = of.every((value) => typeof value === 'string')
  return `[${of.map((value) => (alike ? literal(value) : `dyn(${literal(value)})`)).join(', ')}]`
}

/** Words of CEL that `has(a.b)` cannot name; maps can be asked for any key. */
const reserved = new Set(['in', 'as', 'if', 'for', 'let', 'var', 'void', 'const', 'loop', 'import', 'namespace'])
const isName = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name) && !reserved.has(name)
const has = (of: string, name: string): string => (isName(name) ? `has(${of}.${name})` : `${quoted(name)} in ${of}`)
const field = (of: string, name: string): string => (isName(name) ? `${of}.${name}` : `${of}[${quoted(name)}]`)

/** The expression that is true where a value passes a test. @param depth keeps the names of nested variables apart */
function tested(value: string, test: Test, depth: number): string {
  const inner = `v${depth}`
  switch (test.is) {
    case 'nothing':
      return 'false'
    case 'one':
      return `${value} in ${values(test.of)}`
    case 'starting':
      return `${values(test.with)}.exists(${inner}, ${value}.startsWith(${inner}))`
    case 'ending':
      return `${values(test.with)}.exists(${inner}, ${value}.endsWith(${inner}))`
    case 'matching':
      return `${value}.matches(${quoted(test.pattern)})`
    case 'filled':
      return `size(${value}) > 0`
    case 'short':
    case 'few':
      return `size(${value}) <= ${test.most}`
    case 'within':
      return `type(${value}) == int && ${value} >= ${test.least} && ${value} <= ${test.most}`
    case 'upTo':
      return `isQuantity(string(${value})) && ${values(test.of)}.exists(${inner}, !quantity(string(${value})).isGreaterThan(quantity(${inner})))`
    case 'covered': {
      const isMissing = [test.path, test.by].map((path) => `!(${there(value, path).join(' && ')})`).join(' || ')
      const [own, other] = [test.path, test.by].map((path) => `string(${path.reduce(field, value)})`)
      return `${isMissing} || (isQuantity(${own}) && isQuantity(${other}) && !quantity(${own}).isGreaterThan(quantity(${other})))`
    }
    case 'holding':
      return `${values(test.all)}.all(${inner}, ${inner} in ${value})`
    case 'keys':
      return `${value}.all(${inner}, ${allowedKey(inner, test, depth + 1)})`
    case 'with':
      return Object.entries(test.fields)
        .map(([name, of]) => `${has(value, name)} && (${tested(field(value, name), of, depth)})`)
        .join(' && ')
    case 'without':
      return `!(${has(value, test.field)})`
    // CEL goes through the keys of a map.
    case 'names':
    case 'each':
      return `${value}.all(${inner}, ${tested(inner, test.test, depth + 1)})`
    case 'values':
      return `${value}.all(${inner}, ${tested(`${value}[${inner}]`, test.test, depth + 1)})`
    case 'first':
      return `size(${value}) > 0 && (${tested(`${value}[0]`, test.test, depth)})`
    case 'not':
      return `!(${tested(value, test.test, depth)})`
    case 'any':
      return test.tests.map((of) => `(${tested(value, of, depth)})`).join(' || ')
    case 'all':
      return test.tests.map((of) => `(${tested(value, of, depth)})`).join(' && ')
  }
}

function allowedKey(name: string, test: Extract<Test, { is: 'keys' }>, depth: number): string {
  const { of, plain, never = [], opened } = test
  const inner = `v${depth}`
  const listed = [
    'list' in of || of.some((key) => String(key).endsWith('/'))
      ? `${values(of)}.exists(${inner}, ${name} == ${inner} || (${inner}.endsWith('/') && ${name}.startsWith(${inner})))`
      : `${name} in ${values(of)}`,
    ...(opened === undefined ? [] : [`(${quoted(opened.under)} + ${name}) in variables.${opened.list}`]),
  ].join(' || ')
  const refused = never.map((start) => ` && !${name}.startsWith(${quoted(start)})`).join('')
  return plain === true ? `${listed} || (!${name}.contains('/')${refused})` : listed
}

/** Whether each step of a path is there, below a value that is. */
const there = (of: string, path: readonly string[]): readonly string[] =>
  path.map((step, i) => has(path.slice(0, i).reduce(field, of), step))

/** Whether the old object has the same value, which may stay. */
function before(path: readonly string[], name: string, value: string, isMap: boolean): string {
  const steps = path.filter((step) => step !== '*')
  const old = steps.reduce(field, 'oldObject')
  const sameValue = path.at(-1) === '*' ? `${name} in ${old}` : `${name} == ${old}`
  const same = isMap ? `${name} in ${old} && ${old}[${name}] == ${value}[${name}]` : sameValue
  return `(oldObject != null && ${there('oldObject', steps).join(' && ')} && ${same})`
}

/** The CEL expression over `object` and `variables` that is true if a constraint holds. */
export function celOf({ of, path, test, required, kept }: Constraint): string {
  const root = of === 'template' ? 'variables.template' : 'object'
  const leaf = (value: string, depth: number): string => {
    if (test.is === 'same')
      return test.as
        .map((other) => `(${[...there(root, other), `${value} == ${other.reduce(field, root)}`].join(' && ')})`)
        .join(' || ')
    if (kept !== true) return tested(value, test, depth)
    const inner = `v${depth}`
    if (test.is === 'keys')
      return `${value}.all(${inner}, ${allowedKey(inner, test, depth + 1)} || ${before(path, inner, value, true)})`
    return `(${tested(value, test, depth)}) || ${before(path, value, value, false)}`
  }
  const below = (value: string, rest: readonly string[], depth: number): string => {
    const [step, ...further] = rest
    if (step === undefined) return leaf(value, depth)
    if (step === '*') return `${value}.all(v${depth}, ${below(`v${depth}`, further, depth + 1)})`
    const inner = below(field(value, step), further, depth)
    return required === true && further.length === 0
      ? `${has(value, step)} && (${inner})`
      : `!(${has(value, step)}) || (${inner})`
  }
  return below(root, path, 0)
}

/** `spec.ports[*].nodePort`, as an error names the field. */
export const pathText = (path: readonly string[]): string =>
  path
    .map((step, i) => (step === '*' ? '[*]' : /^[\w-]+$/.test(step) ? `${i > 0 ? '.' : ''}${step}` : `."${step}"`))
    .join('')
