import { z } from 'zod'
import { matching } from '@slipway/core'

const keyId = matching(
  /^[0-9A-F]{16}$/,
  'the long id of a key, 16 digits and capital letters, such as "B5690EEEBB952194"',
)
const publicKey = matching(
  /^[A-Za-z0-9+/]{4,}={0,2}$/,
  'a public key on one line, as `gpg --export KEY | base64 -w0` prints it',
)

/** Public keys by id. Argo CD 3.4 knows GPG alone (AppProject `signatureKeys`, docs/user-guide/gpg-verification.md). */
export const signedSource = z
  .record(keyId, publicKey)
  .refine((keys) => Object.keys(keys).length > 0)
  .describe(
    "public keys by their long id, one at least: Argo CD then syncs only commits that one of them has signed, such as GitHub's own for merges",
  )
