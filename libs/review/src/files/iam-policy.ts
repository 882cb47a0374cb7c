import { isFields, type Fields } from '@slipway/kube'
import { canonical } from '../compare/diff.ts'
import { turned, type FileFound } from './file-risk.ts'

type Statement = Readonly<Fields>
/** Statements by the place of their document, which is the same before and after. */
type Documents = ReadonlyMap<string, readonly Statement[]>

const listOf = (value: unknown): readonly string[] =>
  value === undefined
    ? []
    : (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'string' ? one : canonical(one)))

/** Deeper than any template. */
const deepest = 60

function documents(value: unknown, place: string, found: Map<string, Statement[]>, depth = 0): void {
  if (depth > deepest || typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    const name = isFields(inner) && typeof inner['PolicyName'] === 'string' ? inner['PolicyName'] : key
    const statements = key === 'Statement' ? (Array.isArray(inner) ? inner : [inner]).filter(isFields) : []
    if (statements.length > 0) found.set(place, [...(found.get(place) ?? []), ...statements])
    else documents(inner, `${place}.${name}`, found, depth + 1)
  }
}

const documentsOf = (id: string, resource: unknown): Documents => {
  const found = new Map<string, Statement[]>()
  documents(resource, id, found)
  return found
}

const isAllow = ({ Effect }: Statement): boolean => Effect !== 'Deny'
const actionsOf = (one: Statement): readonly string[] => [
  ...listOf(one['Action']),
  ...listOf(one['NotAction']).map((action) => `all but ${action}`),
]
const resourcesOf = (one: Statement): readonly string[] => [
  ...listOf(one['Resource']),
  ...listOf(one['NotResource']).map((resource) => `all but ${resource}`),
]
function principalsOf(one: Statement): readonly string[] {
  const of = (value: unknown, word: string): readonly string[] =>
    isFields(value)
      ? Object.entries(value).flatMap(([kind, names]) => listOf(names).map((name) => `${word}${kind} ${name}`))
      : listOf(value).map((name) => `${word}${name}`)
  return [...of(one['Principal'], ''), ...of(one['NotPrincipal'], 'all but ')]
}
/** `StringEquals aws:sub` with what it may be. */
const conditionsOf = (one: Statement): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.entries(isFields(one['Condition']) ? one['Condition'] : {}).flatMap(([operator, keys]) =>
      Object.entries(isFields(keys) ? keys : {}).map(
        ([key, values]) => [`${operator} ${key}`, listOf(values)] as const,
      ),
    ),
  )

const isAll = (name: string): boolean => name === '*' || /^[a-z0-9-]*:\*$|^\*:\*$/.test(name)
const added = (before: readonly string[], after: readonly string[]): readonly string[] =>
  after.filter((one) => !before.includes(one))

/** Whether a statement names more of what it does not mean, and so means all else. */
const isOpened = (before: Statement, after: Statement, field: 'NotAction' | 'NotResource'): boolean =>
  added(listOf(before[field]), listOf(after[field])).length > 0

function conditions(place: string, before: Statement, after: Statement): readonly FileFound[] {
  const [old, now] = [conditionsOf(before), conditionsOf(after)]
  const code = principalsOf(after).length > 0 ? 'trust-widened' : 'condition-lost'
  return [...old].flatMap(([key, values]): readonly FileFound[] => {
    const is = now.get(key)
    const where = `${place}: ${key}`
    if (is === undefined) return [['high', 'condition-lost', { at: where }]]
    const isWider = /^\S*Not/.test(key) ? added(is, values).length > 0 : added(values, is).length > 0
    if (!isWider) return []
    return [code === 'trust-widened' ? ['high', code, turned(where, values, is)] : ['high', code, { at: where }]]
  })
}

function grants(place: string, before: Statement, after: Statement): readonly FileFound[] {
  const found: FileFound[] = []
  const who = added(principalsOf(before), principalsOf(after))
  if (who.length > 0)
    found.push(['high', 'trust-widened', turned(place, principalsOf(before).join(', ') || undefined, who.join(', '))])
  const had = resourcesOf(before)
  const what = added(actionsOf(before), actionsOf(after))
  // Of a new statement it is said here, what its actions are on.
  const onWhat = had.length === 0 && resourcesOf(after).length > 0 ? ` on ${resourcesOf(after).join(', ')}` : ''
  const allowed = { at: place, what: `${what.join(', ')}${onWhat}` }
  if (what.length > 0)
    found.push(
      what.some(isAll) || isOpened(before, after, 'NotAction')
        ? ['high', 'grant-to-all', allowed]
        : [
            what.some((action) => /^(?:iam|sts|kms|organizations):/i.test(action)) ? 'high' : 'medium',
            'grant-added',
            allowed,
          ],
    )
  const on = had.length === 0 ? [] : added(had, resourcesOf(after))
  if (on.length > 0) {
    const isEvery = on.includes('*') || isOpened(before, after, 'NotResource')
    const data = { at: place, what: on.join(', ') }
    found.push(isEvery ? ['high', 'grant-to-all', data] : ['medium', 'grant-added', data])
  }
  return [...found, ...conditions(place, before, after)]
}

const nothing: Statement = {}

/** Pairs statements that are the same, then those of one Sid, then what is left in order. */
function pairs(
  before: readonly Statement[],
  after: readonly Statement[],
): readonly (readonly [Statement, Statement])[] {
  const left = [...before]
  const take = (test: (one: Statement) => boolean): Statement | undefined => {
    const i = left.findIndex(test)
    return i < 0 ? undefined : left.splice(i, 1)[0]
  }
  const rest = after.filter((one) => take((other) => canonical(other) === canonical(one)) === undefined)
  const paired = rest.map((one) => {
    const same = one['Sid'] === undefined ? undefined : take((other) => other['Sid'] === one['Sid'])
    return [same ?? take((other) => isAllow(other) === isAllow(one)) ?? nothing, one] as const
  })
  return [...paired, ...left.map((one) => [one, nothing] as const)]
}

/** Rights that a resource's policies grant and did not before. */
export function policyFindings(id: string, before: unknown, after: unknown): readonly FileFound[] {
  const [old, now] = [documentsOf(id, before), documentsOf(id, after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((place) =>
    pairs(old.get(place) ?? [], now.get(place) ?? []).flatMap(([was, is]): readonly FileFound[] => {
      const where = typeof is['Sid'] === 'string' ? `${place} (${is['Sid']})` : place
      const isDenied = was !== nothing && !isAllow(was)
      // Denying less allows more: compares the other way round.
      if (isDenied && is === nothing) return [['high', 'deny-removed', { at: where }]]
      if (isDenied && isAllow(is)) return [['high', 'deny-removed', { at: where }], ...grants(where, nothing, is)]
      if (isDenied) {
        const isLess =
          grants(where, is, was).length > 0 || [...conditionsOf(is).keys()].some((key) => !conditionsOf(was).has(key))
        return isLess ? [['high', 'deny-removed', { at: where }]] : []
      }
      return is !== nothing && isAllow(is) ? grants(where, was, is) : []
    }),
  )
}
