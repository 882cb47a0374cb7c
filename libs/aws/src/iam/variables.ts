import type { RequestContext } from './request.ts'

/** Characters of private use, which no name of AWS has: a star and a question mark that stand for themselves. */
const literals: Readonly<Record<string, string>> = { '*': '\u{E000}', '?': '\u{E001}' }

/** A text without wildcards, to compare with a pattern that `filled` has made. */
export const asLiteral = (text: string): string => text.replaceAll(/[*?]/g, (one) => literals[one] ?? one)

/** `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`; `${*}`, `${?}` and `${$}` are the characters themselves. */
const variable = /\$\{\s*(?:([*?$])|([^\s,'}][^,'}]*?)(?:\s*,\s*'([^']*)')?)\s*\}/g

/** The values of a key, whose letters' case does not count; `undefined` where the request has none. */
export function valuesOf(context: RequestContext, key: string): readonly string[] | undefined {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1]
  return typeof found === 'string' ? [found] : found
}

/**
 * A text of a policy of version 2012-10-17 with its variables filled.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * @returns `undefined` where a key is not in the request, or has several values: such a text matches nothing
 */
export function filled(text: string, context: RequestContext): string | undefined {
  let isWhole = true
  const made = text.replaceAll(variable, (_, character?: string, key = '', fallback?: string) => {
    if (character !== undefined) return asLiteral(character)
    const values = valuesOf(context, key)
    const value = values?.length === 1 ? values[0] : values === undefined ? fallback : undefined
    isWhole &&= value !== undefined
    return asLiteral(value ?? '')
  })
  return isWhole ? made : undefined
}
