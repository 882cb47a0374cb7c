import { fieldPath, nearest, show } from '@slipway/core'
import type { Value } from '@slipway/fleet'
import { isBranch, isWords, kindOf, type LeafKind, type ValueTree, type Words } from '../sheet/value-tree.ts'
import type { ChartRule, Finding } from './finding.ts'

const kinds = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
  map: 'an object',
  any: 'anything',
}

/** A template, which helm's `tpl` makes something else of. */
const isTemplate = (value: string): boolean => value.includes('{{')

/** In the place of a number `"2"`, `25%`, `500m` and `30s` mean what they say, and `two` nothing. */
const isNumber = (value: string): boolean => /^[-+]?\.?\d/.test(value) || value === '' || isTemplate(value)

/**
 * Whether a text is a misspelt switch, such as `yes`: a template takes any text for true. Other texts are fine, as some
 * charts take them beside `false`.
 */
const isNoSwitch = (value: string): boolean =>
  !/^(?:true|false)$/i.test(value) &&
  (/^(?:yes|no|on|off|enabled?|disabled?)$/i.test(value) ||
    nearest(value.toLowerCase(), ['true', 'false']) !== undefined)

/** A port has a number, or the name of another. */
const isPort = (path: readonly string[]): boolean => /port$/i.test(path.at(-1) ?? '')

const fits = (wanted: LeafKind | Words, value: Value, path: readonly string[]): boolean => {
  if (wanted === 'any') return true
  if (isWords(wanted)) return typeof value === 'string' && (wanted.includes(value) || isTemplate(value))
  const kind = kindOf(value)
  if (wanted === 'list' || wanted === 'map') return kind === wanted
  if (kind === 'list' || kind === 'map') return false
  if (wanted === 'boolean') return typeof value !== 'string' || !isNoSwitch(value)
  if (wanted === 'text' || kind === 'any') return true
  return typeof value === 'string' ? isNumber(value) || isPort(path) : kind === 'number'
}

/** Log levels of the loggers of Go, Java, Python and nginx; other programs take numbers. */
const levels = [
  ...['trace', 'debug', 'verbose', 'info', 'notice', 'warn', 'warning', 'error', 'err', 'fatal', 'panic', 'dpanic'],
  ...['critical', 'crit', 'alert', 'emerg', 'off', 'none', 'all'],
]

const isLogLevel = (path: readonly string[]): boolean => {
  const [key = '', ...above] = path.toReversed()
  return /log(?:ging)?_?level$/i.test(key) || (/^level$/i.test(key) && above.some((one) => /^log/i.test(one)))
}

/** A word that no logger has. `default:info,ads:debug` is a program's own language. */
function wrongLevel(value: Value, path: readonly string[]): string | undefined {
  if (typeof value !== 'string' || !isLogLevel(path) || !/^[a-z]+$/i.test(value)) return undefined
  if (levels.includes(value.toLowerCase())) return undefined
  return `a level of logs, such as ${show(nearest(value.toLowerCase(), levels) ?? 'info')}`
}

function findings(tree: ValueTree, value: Value, path: readonly string[], chart: string): readonly Finding[] {
  const wanted = isBranch(tree) ? 'map' : tree
  const want = fits(wanted, value, path)
    ? wrongLevel(value, path)
    : isWords(wanted)
      ? `one of ${wanted.map(show).join(', ')}`
      : kinds[wanted]
  if (want !== undefined)
    return [
      {
        code: 'chart-value-type',
        object: fieldPath([...path]),
        at: path,
        got: show(value),
        want,
        hint: `write what the chart ${chart} has there`,
      },
    ]
  if (!isBranch(tree)) return []
  const known = Object.keys(tree)
  return Object.entries(value).flatMap(([key, inner]): readonly Finding[] => {
    const below = tree[key]
    if (below !== undefined) return findings(below, inner as Value, [...path, key], chart)
    const like = nearest(key, known)
    return [
      {
        code: 'chart-value',
        object: fieldPath([...path, key]),
        at: [...path, key],
        got: show(key),
        want: `a value that the chart ${chart} knows${like === undefined ? '' : `, such as ${show(like)}`}`,
        hint: 'correct it: helm takes no notice of a key that no template reads',
      },
    ]
  })
}

/** Values that the chart does not know, and values of another kind than it has. */
export const valueFindings: ChartRule = ({ addon: { props }, sheet }) =>
  findings(sheet.values, props.values, [], `${sheet.chart} ${sheet.version}`)
