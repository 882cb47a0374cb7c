import { fieldPath, suggestion } from '@slipway/core'
import type { PodPart } from '../shape/app.ts'
import { namedVariables, orderVariables } from '../shape/reference.ts'
import { givenVariables, platformVariables } from '../shape/variables.ts'
import type { Report } from './report.ts'

interface Variables {
  readonly env?: Readonly<Record<string, unknown>> | undefined
  readonly secrets?: Readonly<Record<string, string>> | undefined
}

/** @param place of the container: `sidecars` and its number @param given variables that the platform sets in it */
function containerRules(
  place: readonly PropertyKey[],
  { env = {}, secrets = {} }: Variables,
  given: readonly string[],
  report: Report,
) {
  const at = (...path: readonly string[]) => fieldPath([...place, ...path])
  const known = new Set([...Object.keys(env), ...Object.keys(secrets), ...given])
  const texts = Object.entries(env).flatMap(([name, value]) => (typeof value === 'string' ? [{ name, value }] : []))
  for (const { name, value } of texts) {
    const unknown = namedVariables(value).find((one) => !known.has(one))
    if (unknown !== undefined)
      report(
        at('env', name),
        'unknown-variable',
        `$(${unknown})`,
        'a variable of env, of secrets or of the platform: what the image sets is not known here, and "$$(" is a plain "$("',
        suggestion(unknown, [...known]),
        'port',
        at('env'),
        at('secrets'),
      )
  }
  for (const { name, value } of orderVariables(texts).circle)
    report(
      at('env', name),
      'variable-circle',
      value,
      'a variable that names neither itself nor one that names it, and ends after 20 steps',
      'write the text of one of them out',
    )
}

/** A reference that nobody resolves would reach the program with its dollar sign. */
export function referenceRules(spec: PodPart, report: Report) {
  containerRules([], spec, [...platformVariables(spec), ...givenVariables(spec)], report)
  spec.sidecars?.forEach((one, i) => containerRules(['sidecars', i], one, [], report))
}
