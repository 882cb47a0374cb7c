import { isHarmless, isSecretName, secretShapes } from '@slipway/core'
import { isFields } from '@slipway/kube'
import type { FileFound } from './file-risk.ts'
import { worked } from './template-value.ts'

/**
 * Names that end as secrets do and are none: tokens that tell a request from its repetition, and keys that AWS keeps
 * and a template only names.
 */
const noSecret = /^(?:Client(?:Request)?Token|ServiceToken|RemovePrivateKey|\w*EncryptionKey|GenerateStringKey)$/i

/** `Passwords`, `ApiKeyValue` and `HostKeyBody` hold what `Password`, `ApiKey` and `HostKey` do. */
const stem = (name: string): string =>
  name.replace(/(?<=Password|PrivateKey)s$/i, '').replace(/(?<=[Kk]ey)(?:Value|Body)$/, '')

/**
 * Whether a property of this name takes a secret, as the published schemas of CloudFormation call those
 * (`writeOnlyProperties`).
 */
export const isSecretProperty = (name: string): boolean =>
  !noSecret.test(name) && (isSecretName(stem(name)) || /^(?:HostKey|SecretString)$/.test(stem(name)))

/**
 * `{{resolve:secretsmanager:...}}`: CloudFormation reads it when it deploys;
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
const isFetched = (text: string): boolean => /\{\{resolve:(?:secretsmanager|ssm-secure|ssm):/.test(text)

/** A person or a place, and no secret: an ARN, or a name with folders in it. */
const isName = (text: string): boolean => /^(?:arn:|\/?[\w.-]+(?:\/[\w.-]+)+$)/.test(text)

const hasShape = (text: string): boolean => secretShapes.some((shape) => text.search(shape) >= 0)

function isLiteral(name: string, value: unknown): boolean {
  if (typeof value === 'number') return true
  if (typeof value !== 'string' || isHarmless(value) || isFetched(value)) return false
  return !(/secret$/i.test(name) && isName(value))
}

/** A text that a function makes of nothing but words: only what stands beside a template still has one. */
const joined = (value: unknown): unknown => (isFields(value) && Object.keys(value).length === 1 ? worked(value) : value)

/** Deeper than any template. */
const deepest = 60

/** Places of a value where a secret stands as it is, each with that secret, which no report may have. */
export function secretLiterals(value: unknown, place: string, name = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const walk = (given: unknown, at: string, key: string, depth: number): void => {
    const one = joined(given)
    if (typeof one !== 'object' || one === null) {
      if ((isSecretProperty(key) && isLiteral(key, one)) || (typeof one === 'string' && hasShape(one)))
        found.set(at, String(one))
      return
    }
    if (depth > deepest) return
    if (Array.isArray(one)) return one.forEach((inner, i) => walk(inner, `${at}[${i}]`, key, depth + 1))
    const entry = one as Readonly<Record<string, unknown>>
    // A variable, as ECS and CodeBuild list them; CodeBuild's may name where a secret is.
    const [variable, type] = [entry['Name'], entry['Type']]
    const isListed = typeof variable === 'string' && (type === undefined || type === 'PLAINTEXT') && 'Value' in entry
    // A parameter that is hidden where it is given, and not where it is written.
    const isParameter = /^true$/i.test(String(entry['NoEcho'])) && 'Default' in entry
    for (const [inner, held] of Object.entries(entry)) {
      const says = inner === 'Value' && isListed ? variable : inner === 'Default' && isParameter ? 'Password' : inner
      walk(held, `${at}.${inner}`, says, depth + 1)
    }
  }
  walk(value, place, name, 0)
  return found
}

/** Secrets that a template has as they are, and had not, or had another there. */
export function secretFindings(id: string, before: unknown, after: unknown): readonly FileFound[] {
  const had = secretLiterals(before, id)
  return [...secretLiterals(after, id)]
    .filter(([at, value]) => had.get(at) !== value)
    .map(([at]): FileFound => ['high', 'secret-literal', { at: at.replace('.Properties.', '.') }])
}
