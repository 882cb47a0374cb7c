/** Text without a field in braces. A controller fills such fields, and may read other teams' data for them. */
export const plainText = '(?:[^{]|[{][^{])*'

/** Filled texts of one object, at most. */
export const mostTexts = 32
