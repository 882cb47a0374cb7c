import { at, fields, text } from '@slipway/kube'
import { typeOf } from './aws-delta.ts'

type Resources = ReadonlyMap<string, unknown>

const isAlarm = (resource: unknown): boolean => typeOf(resource) === 'AWS::CloudWatch::Alarm'

/** The fields by which an alarm says what it watches. */
const watching = ['Dimensions', 'Metrics'] as const
/** How deep the words of an alarm are. */
const deepest = 20

/** Names of a resource: texts in properties that end in a name of it. */
function namesOf(resource: unknown): readonly string[] {
  return Object.entries(fields(at(resource, 'Properties'))).flatMap(([key, value]) =>
    /(?:Name|Identifier|Id)$/.test(key) && typeof value === 'string' && value.length > 2 ? [value] : [],
  )
}

/** Ids and texts by which an alarm names the metric that it watches. */
function wordsOf(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string')
    return [value, ...[...value.matchAll(/\$\{([A-Za-z0-9]+)[.}]/g)].map(([, id = '']) => id)]
  if (depth > deepest || typeof value !== 'object' || value === null) return []
  const attribute = text(at(value, 'Fn::GetAtt'))?.split('.')[0]
  return [
    ...(attribute === undefined ? [] : [attribute]),
    ...Object.values(value).flatMap((inner) => wordsOf(inner, depth + 1)),
  ]
}

/**
 * Alarms that go in a change together with what they watch, each with the id of that. One whose resource stays, be it
 * in part, is not among them: it goes by itself, and nobody watches any more.
 */
export function alarmsOf(old: Resources, now: Resources): ReadonlyMap<string, string> {
  const named = new Map<string, string>()
  for (const [id, resource] of old) {
    if (isAlarm(resource)) continue
    for (const name of [id, ...namesOf(resource)]) if (!named.has(name)) named.set(name, id)
  }
  const found = new Map<string, string>()
  for (const [id, alarm] of old) {
    if (now.has(id) || !isAlarm(alarm)) continue
    const words = watching.flatMap((field) => wordsOf(at(alarm, 'Properties', field)))
    const watched = [...new Set(words.flatMap((word) => named.get(word) ?? []))]
    const [first] = watched
    if (first !== undefined && watched.every((one) => !now.has(one))) found.set(id, first)
  }
  return found
}
