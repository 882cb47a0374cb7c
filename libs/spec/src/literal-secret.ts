/**
 * Texts that are secrets by their own shape, whatever they are called. Shapes as their issuers document them: AWS access keys
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes), GitHub tokens
 * (https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/), JWTs (RFC 7519), PEM keys (RFC 7468).
 */
const shapes: readonly (readonly [string, RegExp])[] = [
  ['an AWS access key', /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a GitHub token', /\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})\b/],
  ['a Slack token', /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
  ['a Stripe key', /\b[sr]k_(live|test)_[A-Za-z0-9]{16,}/],
  ['a JSON web token', /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./],
  ['a password in a URL', /:\/\/[^\s/:@]+:[^\s/@]+@/],
]

const secretName = /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIALS?)$/

/** Bits of information a character of a text carries (Shannon); English is near 4, random base64 near 6. */
function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const c of text) counts.set(c, (counts.get(c) ?? 0) + 1)
  return [...counts.values()].reduce((sum, n) => sum - (n / text.length) * Math.log2(n / text.length), 0)
}

/** Long, random and mixed: a key rather than a word, a path or a URL. */
const looksRandom = (text: string): boolean =>
  /^[A-Za-z0-9+/_=-]{32,}$/.test(text) && /[0-9]/.test(text) && /[a-z]/.test(text) && entropy(text) > (/^[0-9a-f]+$/.test(text) ? 3.2 : 4.3)

/**
 * What secret a text looks like, or nothing.
 * @param name of the variable that holds it, when there is one: a variable called `..._PASSWORD` with any value is a secret
 */
export function literalSecret(text: string, name = ''): string | undefined {
  const shape = shapes.find(([, pattern]) => pattern.test(text))
  if (shape !== undefined) return shape[0]
  if (secretName.test(name) && text !== '') return `the value of ${name}`
  return looksRandom(text) ? 'a random key' : undefined
}
