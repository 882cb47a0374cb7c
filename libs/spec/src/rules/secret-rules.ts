import { fieldPath, literalSecret } from '@slipway/core'
import { words, type Report } from './report.ts'

/** The hint for a variable whose text is a secret. */
export const referenceHint = (name: string): string =>
  `put it in the secret store and refer to it: secrets: { ${fieldPath([name])}: "name/of/the/secret#key" }`

/** @param name of the variable, header or option that has the text */
export function secretRule(at: string, text: string, name: string, hint: string, report: Report) {
  const looks = literalSecret(text, name)
  if (looks !== undefined)
    report(at, 'literal-secret', words(`text that looks like ${looks}`), 'no secret in git', hint)
}

/** @param place of the container: `sidecars` and its number */
export const inEnvAsWell = (name: string, report: Report, place: readonly PropertyKey[] = []) =>
  report(
    fieldPath([...place, 'secrets', name]),
    'duplicate-env',
    words(`${name} in env as well`),
    'each variable once, in env or in secrets',
    'take one of the two out',
  )
