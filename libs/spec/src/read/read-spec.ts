import { isDeepStrictEqual } from 'node:util'
import { isFields, type Fields } from '@slipway/kube'
import { z } from 'zod'
import { isWithin, nearest, parse, sortIssues, sound, type Issue } from '@slipway/core'
import { appSpec, kinds, overrideOf, shapes, type Kind, type SpecPart } from '../shape/app.ts'
import type { DefaultsData } from '../shape/defaults.ts'
import { causedByDefaults, withDefaults, type Inherited } from './fleet-defaults.ts'
import { overlay } from './overlay.ts'
import { instead } from './instead.ts'
import { locate, valueAt } from './locate.ts'

/** @param wrong whether a field is given but invalid: its absence proves nothing */
export type Rules = (spec: SpecPart, file: string, wrong: (field: string) => boolean) => readonly Issue[]

export interface Reading {
  /** Before overrides; `undefined` if its kind is unknown. */
  readonly base: SpecPart | undefined
  readonly parts: ReadonlyMap<string, SpecPart>
  readonly overrides: ReadonlyMap<string, Fields>
  /** By environment: the defaults that the fleet added. */
  readonly inherited: ReadonlyMap<string, Inherited>
  readonly issues: readonly Issue[]
}

function kindOf(raw: Fields): Kind | undefined {
  const given = raw['kind']
  return typeof given === 'string' ? (nearest(given, kinds) as Kind | undefined) : undefined
}

const soundPart = (kind: Kind, given: Fields): SpecPart =>
  ({ ...sound(z.strictObject(shapes[kind]).partial(), given), kind }) as SpecPart

const within = (issue: Issue, place: string): boolean => isWithin(issue.at, place)

/** Parses each merged field again, since two valid halves can make an invalid whole. Skips fields with issues. */
function mergeOverride(
  base: SpecPart,
  over: Fields,
  env: string,
  file: string,
  known: readonly Issue[],
): { part: SpecPart; issues: readonly Issue[] } {
  const issues: Issue[] = []
  const part: Record<string, unknown> = { ...base }
  const fields = overlay(base, over) as Fields
  for (const [name, schema] of Object.entries(shapes[base.kind])) {
    if (over[name] === undefined) continue
    const merged = parse(schema, fields[name], file, ['in', env, name])
    part[name] = merged.ok ? merged.value : sound(schema, fields[name])
    if (merged.ok || known.some((i) => within(i, name) || within(i, `in.${env}.${name}`))) continue
    issues.push(
      ...merged.issues.map((i) => ({
        ...i,
        at: i.code === 'missing-field' ? i.at : locate(i.at, { in: { [env]: over } }),
      })),
    )
  }
  return { part: part as SpecPart, issues }
}

const same = (a: Issue) => (b: Issue) => a.at === b.at && a.code === b.code

/** An environment's own block, and what the spec is without and with it. */
interface Overridden {
  readonly base: SpecPart
  readonly part: SpecPart
  readonly over: Fields
  readonly env: string
}

/**
 * Moves an environment's rule issues to the fields that cause them, else to the override field whose removal fixes
 * them. Drops those of the base.
 */
function locateCauses(
  { base, part, over, env }: Overridden,
  before: readonly Issue[],
  rules: (part: SpecPart) => readonly Issue[],
): Issue[] {
  return rules(part).flatMap((issue): Issue[] => {
    const reached = locate(issue.at, over)
    if (reached === issue.at) return [{ ...issue, at: `in.${env}.${reached}` }]
    if (before.some(same(issue))) return []
    if (reached !== '') return [{ ...issue, at: `in.${env}.${reached}` }]
    const cause = Object.keys(over).find((name) => {
      const without = { ...part, [name]: (base as Fields)[name] } as SpecPart
      return !rules(without).some(same(issue))
    })
    return [{ ...issue, at: cause === undefined ? `in.${env}` : `in.${env}.${cause}` }]
  })
}

/**
 * For each environment, with all issues.
 * @param rules run on the valid fields of the base and of each environment
 * @param defaults the fleet's, for what the app does not say
 */
export function readSpec(
  raw: unknown,
  environments: readonly string[],
  file: string,
  rules: Rules,
  defaults: DefaultsData = {},
): Reading {
  const whole = parse(appSpec, raw, file)
  const kind = whole.ok ? whole.value.kind : isFields(raw) ? kindOf(raw) : undefined
  const shape = whole.ok ? [] : instead(whole.issues, kind, raw)
  const parts = new Map<string, SpecPart>()
  const overrides = new Map<string, Fields>()
  const inherited = new Map<string, Inherited>()
  if (kind === undefined || !isFields(raw))
    return { base: undefined, parts, overrides, inherited, issues: sortIssues(shape) }
  const { in: written, ...given } = (whole.ok ? whole.value : raw) as Fields
  const wrongIn =
    (...places: string[]) =>
    (field: string) =>
      shape.some((i) => places.some((p) => within(i, `${p}${field}`)))
  const base = whole.ok ? (given as SpecPart) : soundPart(kind, given)
  const before = rules(base, file, wrongIn(''))
  const rule = (part: SpecPart, env: string) => rules(part, file, wrongIn('', `in.${env}.`))
  const issues: Issue[] = [...shape]
  const settle = (env: string, part: SpecPart) => {
    const filled = withDefaults(part, defaults, env)
    parts.set(env, filled.part)
    if (filled.inherited.size === 0) return
    inherited.set(env, filled.inherited)
    const found = rule(filled.part, env)
    // Judged without them only to tell whose fault it is.
    if (found.length > 0) issues.push(...causedByDefaults(found, rule(part, env), filled.inherited))
  }
  for (const env of environments) {
    const own = isFields(written) ? written[env] : undefined
    const over = whole.ok || !isFields(own) ? own : sound(overrideOf(kind), own)
    if (!isFields(over)) {
      settle(env, base)
      continue
    }
    const { part, issues: invalid } = mergeOverride(base, over, env, file, shape)
    const here = (p: SpecPart) => rule(p, env)
    issues.push(...invalid, ...locateCauses({ base, part, over, env }, before, here))
    overrides.set(env, over)
    settle(env, part)
  }
  // No app is what the base alone says. What all environments mend beside the field, such as a variable that it names,
  // is sound.
  const isMended = (found: Issue) =>
    parts.size > 0 &&
    [...parts].every(
      ([env, part]) =>
        isDeepStrictEqual(valueAt(found.at, part), valueAt(found.at, base)) && !rule(part, env).some(same(found)),
    )
  issues.push(...before.filter((found) => !isMended(found)))
  return { base, parts, overrides, inherited, issues: sortIssues(issues) }
}
