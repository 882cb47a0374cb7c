import { z } from 'zod'

/** `name#key@version`. The name may hold an @, a key may not. */
const pattern = /^([A-Za-z0-9][A-Za-z0-9/_+=.@-]*)#([A-Za-z0-9_.-]+)(?:@([A-Za-z0-9][A-Za-z0-9_.-]{0,63}))?$/

/** Secrets Manager moves these from version to version, so that pods would change without a pull request. */
const moving = /^AWS/i

interface SecretParts {
  readonly secret: string
  readonly key: string
  /** `null` for the one that is current when the pod starts. */
  readonly version: string | null
}

/** Expects text that matched. */
export function secretParts(text: string): SecretParts {
  const [, secret = '', key = '', version = null] = pattern.exec(text) ?? []
  return { secret, key, version }
}

export const secretReference = z
  .string()
  .regex(pattern)
  .refine((text) => !moving.test(secretParts(text).version ?? ''))
  .meta({
    description:
      'a reference "name/of/the/secret#key" to a secret of the team, or "...#key@7" for a version (a label of yours, none of AWS\'s, or an id); never the secret itself, nor environment and team in front',
    writeOnly: true,
  })
