/** `*` is any text, `?` any character. Linear: the last star is the only one that is tried again. */
export function matchesPattern(pattern: string, text: string): boolean {
  let [p, t, star, from] = [0, 0, -1, 0]
  while (t < text.length) {
    if (pattern[p] === '*') [star, from, p] = [p, t, p + 1]
    else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) [p, t] = [p + 1, t + 1]
    else if (star >= 0) [p, t, from] = [star + 1, from + 1, from + 1]
    else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}

/** The five parts before the resource, and the resource, which may have colons of its own. */
const arnParts = (arn: string): readonly string[] => {
  const parts = arn.split(':')
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')]
}

/**
 * "Each of the six colon-delimited components of the ARN is checked separately": a `*` stays within its part.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchesArn(pattern: string, arn: string): boolean {
  const [wanted, given] = [arnParts(pattern), arnParts(arn)]
  return wanted.length === 6 && given.length === 6 && wanted.every((part, i) => matchesPattern(part, given[i] ?? ''))
}
