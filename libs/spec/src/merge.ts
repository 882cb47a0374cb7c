import { failed, parse, sortIssues, type Issue, type Outcome } from '@slipway/core'
import { ok } from '@slipway/core'
import { appSpec, mergedSpec, type MergedSpec } from './app.ts'

type Data = Readonly<Record<string, unknown>>
const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Fields of objects are merged, everything else (numbers, text, lists) is replaced. */
function overlay(base: unknown, over: unknown): unknown {
  if (!isData(base) || !isData(over)) return over === undefined ? base : over
  const keys = new Set([...Object.keys(base), ...Object.keys(over)])
  return Object.fromEntries([...keys].map((key) => [key, overlay(base[key], over[key])]))
}

function has(value: unknown, at: string): boolean {
  const [head = ''] = at.split(/[.[]/, 1)
  return isData(value) && head in value
}

/** An issue of a merged spec, told at the place in the file where it was written. */
const relocate = (issue: Issue, env: string, over: unknown): Issue => (has(over, issue.at) ? { ...issue, at: `in.${env}.${issue.at}` } : issue)

/**
 * A spec as each environment sees it.
 * @param raw what `app.ts` or `app.yaml` holds
 * @param environments of the fleet
 * @param rules further rules for a complete spec; their issues are told at the overriding field where there is one
 * @returns the merged spec by environment, or every issue once
 */
export function mergeSpec(
  raw: unknown,
  environments: readonly string[],
  file: string,
  rules: (spec: MergedSpec, file: string) => readonly Issue[],
): Outcome<ReadonlyMap<string, MergedSpec>> {
  const whole = parse(appSpec, raw, file)
  if (!whole.ok) return whole
  const { in: overrides = {}, ...base } = raw as Data & { in?: Data }
  const issues: Issue[] = []
  const merged = new Map<string, MergedSpec>()
  const baseSpec = parse(mergedSpec, base, file)
  if (baseSpec.ok) issues.push(...rules(baseSpec.value, file))
  for (const env of environments) {
    const over = overrides[env]
    const parsed = parse(mergedSpec, overlay(base, over), file)
    const found = parsed.ok ? rules(parsed.value, file) : parsed.issues
    if (over !== undefined) issues.push(...found.map((i) => relocate(i, env, over)))
    if (parsed.ok) merged.set(env, parsed.value)
  }
  return issues.length > 0 ? failed(...sortIssues(issues)) : ok(merged)
}
