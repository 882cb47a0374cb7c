/** The line that begins a private key. */
export const keyStart = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/

/**
 * As issuers document them: AWS
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes), GitHub
 * (https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/), JWT (RFC
 * 7519), PEM (RFC 7468).
 */
const shapes: readonly (readonly [string, RegExp])[] = [
  ['an AWS access key', /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a private key', keyStart],
  ['a private key of age', /\bAGE-SECRET-KEY-1[A-Z0-9]{20,}/],
  ['a GitHub token', /\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{22,})\b/],
  ['a GitLab token', /\bgl(pat|ptt|dt|rt|cbt|ft|soat|agent|oas|imt)-[A-Za-z0-9_-]{10,}/],
  ['a Slack token', /\bx(ox[abeoprs]|app)-[A-Za-z0-9-]{10,}/],
  ['a Slack webhook', /\bhooks\.slack\.com\/(services|workflows)\/[A-Za-z0-9/_-]{10,200}/],
  ['a Stripe key', /\b([sr]k_(live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/=]{16,})/],
  ['a Google key', /\bAIza[A-Za-z0-9_-]{30,}/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{30,}/],
  ['a PyPI token', /\bpypi-[A-Za-z0-9_-]{30,}/],
  ['a Docker token', /\bdckr_pat_[A-Za-z0-9_-]{20,}/],
  ['a Vault token', /\bhv[sbr]\.[A-Za-z0-9_-]{20,}/],
  ['a SendGrid key', /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/],
  ['a key of an AI service', /\bsk-[A-Za-z0-9_-]{20,}/],
  ['a Grafana token', /\bgl(sa|c)_[A-Za-z0-9_+/=-]{20,}/],
  ['a DigitalOcean token', /\bdo[opr]_v1_[0-9a-f]{32,}/],
  ['a Shopify token', /\bshp(at|ca|pa|ss)_[0-9a-f]{20,}/i],
  ['an Atlassian token', /\bATATT3[A-Za-z0-9_=-]{20,}/],
  ['a JSON web token', /\beyJ[A-Za-z0-9_-]{10,500}\.eyJ[A-Za-z0-9_-]{2,4000}(\.[A-Za-z0-9_-]{0,4000})?/],
  ['a password in a URL', /:\/\/[^\s/:@]{0,200}:(?!\$[({])[^\s/@]{1,500}@/],
]

const kinds =
  'API|PRIVATE|ACCESS|SECRET|SIGNING|ENCRYPTION|MASTER|ACCOUNT|SHARED|SESSION|HMAC|SSH|DEPLOY|STORAGE|LICENSE'
const more = '(_?[0-9]{1,3}|_(OLD|NEW|PREVIOUS|NEXT|B64|BASE64))?'
const secretName = new RegExp(
  `((PASSWORD|PASSWD|PASSPHRASE)|(^|_)(PASS|SECRET|TOKEN|CREDENTIALS?|CREDS|(${kinds})_?KEY)|_PWD)${more}$`,
)
/** Often with a secret in it, and often without. */
const doubtfulName = /(^|_)(DSN|PWD|SALT|PEPPER|CONNECTION_?STRING|CONN_?STR)$/
/**
 * Hashes and ids look like keys but are public; so do names with an account in them, such as
 * `prod-shop-uploads-123456789012-eu-west-1`.
 */
const publicName = /(^|_)(SHA\d*|COMMIT|REVISION|DIGEST|HASH|CHECKSUM|ID|BUCKET|TABLE)$/

const constant = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[-.]/g, '_')
    .toUpperCase()

/** Empty, a YAML word, or a placeholder; Argo CD fills in `$github-private-key`. */
export const isHarmless = (text: string): boolean =>
  /^(|true|false|null|none|yes|no|\$\{.*\}|\$\(.*\)|\{\{.*\}\}|<.*>)$/i.test(text.trim()) ||
  /^\$([a-z]+(-[a-z]+)+|[A-Z_][A-Z0-9_]*)$/.test(text.trim())

/** Shannon entropy in bits per character: English is near 4, random base64 near 6. */
function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const c of text) counts.set(c, (counts.get(c) ?? 0) + 1)
  return [...counts.values()].reduce((sum, n) => sum - (n / text.length) * Math.log2(n / text.length), 0)
}

/** Long, random and mixed: a key, no word, path or URL. */
const looksRandom = (text: string): boolean =>
  /^[A-Za-z0-9+/_=-]{32,}$/.test(text) &&
  /[0-9]/.test(text) &&
  /[a-z]/.test(text) &&
  entropy(text) > (/^[0-9a-f]+$/.test(text) ? 3.2 : 4.3)

/** Letters of both cases and digits that change all the time, as only chance does; hashes in hex are none. */
export const isRandomText = (text: string): boolean => {
  if (!/[0-9]/.test(text) || !/[a-z]/.test(text) || !/[A-Z]/.test(text)) return false
  if (/^(sha[0-9]{1,3}-|AAAA[A-Z])/.test(text)) return false
  const classes = [...text].map((c) => (/[a-z]/.test(c) ? 1 : /[A-Z]/.test(c) ? 2 : /[0-9]/.test(c) ? 3 : 0))
  const turns = classes.filter((one, i) => i > 0 && one !== 0 && classes[i - 1] !== 0 && one !== classes[i - 1]).length
  return turns >= text.length * 0.42 && entropy(text) > 4.2
}

/** Whether a variable, a field or an option of this name holds a secret. */
export const isSecretName = (name: string): boolean => secretName.test(constant(name))

/** Also names whose values are no error, but should not be shown. */
export const mayBeSecretName = (name: string): boolean => isSecretName(name) || doubtfulName.test(constant(name))

/** Each finds all secrets of a shape in a text. */
export const secretShapes: readonly RegExp[] = shapes
  .slice(0, -1)
  .map(([, pattern]) => new RegExp(pattern, `${pattern.flags}g`))

const shapeOf = (text: string): string | undefined => shapes.find(([, pattern]) => pattern.test(text))?.[0]

/** @param name of its variable: any value of a `..._PASSWORD` is a secret */
export function literalSecret(text: string, name = ''): string | undefined {
  const shape = shapeOf(text)
  if (shape !== undefined) return shape
  if (isSecretName(name) && !isHarmless(text)) return `the value of ${name}`
  return looksRandom(text) && !publicName.test(constant(name)) ? 'a random key' : undefined
}

/** In any config format; bounded, as a line may be a megabyte long. */
const assignment =
  /(?<![A-Za-z0-9_-])["']?([A-Za-z_][A-Za-z0-9_-]{0,63})["']?\s{0,9}[:=]\s{0,9}(?:"([^"]{0,500})"|'([^']{0,500})'|(\$\{[^}]{0,200}\}|<[^>]{0,200}>|[^\s,;}#]{1,500}))/g

/** With its line, from 1. Random keys pass, as hashes are common there. */
export function secretInFile(text: string): { readonly line: number; readonly looks: string } | undefined {
  for (const [i, line] of text.split('\n').entries()) {
    const shape = shapeOf(line)
    if (shape !== undefined) return { line: i + 1, looks: shape }
    for (const [, name = '', double, single, bare] of line.matchAll(assignment)) {
      if (isSecretName(name) && !isHarmless(double ?? single ?? bare ?? ''))
        return { line: i + 1, looks: `the value of ${name}` }
    }
  }
  return undefined
}
