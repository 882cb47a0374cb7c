/** Of texts with fields in braces, that a controller fills for all teams: what stands between two of them. */
export const plainText = '(?:[^{]|[{][^{])*'

/** Of one object. */
export const mostTexts = 32
