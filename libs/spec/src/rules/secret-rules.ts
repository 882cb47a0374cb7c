import { literalSecret } from '@slipway/core'
import { words, type Report } from './report.ts'

/** What to do with a variable whose text is a secret. */
export const referenceHint = (name: string): string =>
  `put it in the secret store and refer to it: secrets: { ${name}: "name/of/the/secret#key" }`

/** @param name of the variable, header or option that has the text */
export function secretRule(at: string, text: string, name: string, hint: string, report: Report) {
  const looks = literalSecret(text, name)
  if (looks !== undefined)
    report(at, 'literal-secret', words(`text that looks like ${looks}`), 'no secret in git', hint)
}

/** @param at where the container is, as `sidecars[0].` */
export const inEnvAsWell = (name: string, report: Report, at = '') =>
  report(
    `${at}secrets.${name}`,
    'duplicate-env',
    words(`${name} in env as well`),
    'each variable once, in env or in secrets',
    'take one of the two out',
  )
