import { z } from 'zod'
import { matching } from '@slipway/core'
import { edition } from '@slipway/fleet'

export const digest = matching(/^sha256:[0-9a-f]{64}$/, 'an image digest: "sha256:" and 64 hex digits')

/** It goes into a file, a commit and a pull request. */
export const reasonText = matching(/^[^\p{Cc}\u2028\u2029]{1,500}$/u, 'why, on one line of at most 500 characters')

const hold = z.strictObject({
  reason: reasonText,
  by: z.enum(['person', 'rollback']).describe('who holds it: "person" or "rollback"'),
  from: z
    .string()
    .regex(/^[^\p{Cc}]{1,100}$/u)
    .describe('the release that a rollback went back from')
    .optional(),
})
export type Hold = z.output<typeof hold>

/** Older files have one text, whose first words say that a rollback wrote it. */
function holdOfText(text: string): Hold {
  const [, from, reason] = /^rolled back from ([^:]{1,100}): (.+)$/.exec(text) ?? []
  return from === undefined || reason === undefined
    ? { reason: text, by: text.startsWith('rolled back from ') ? 'rollback' : 'person' }
    : { reason, by: 'rollback', from }
}

/**
 * `apps/<app>/releases/<cluster>.json`, by the release bot: an app exists in a cluster if this file does.
 * `releases/<cluster>/` beside it holds the spec that a rollback restored.
 */
export const releaseFile = z.strictObject({
  digest,
  version: matching(
    /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/,
    'a version of letters, digits, dots, dashes and underscores, at most 63 characters, such as "1.4.0"',
  ),
  commit: matching(/^[0-9a-f]{40}$/, 'the source commit that the image was built from, 40 hex digits').optional(),
  run: z
    .url({ protocol: /^https?$/ })
    .describe('the address of the run that built it')
    .optional(),
  hold: z
    .union([hold, reasonText.transform(holdOfText)])
    .describe('why no other release may come here until somebody lifts it: { reason, by }; a rollback writes it, too')
    .optional(),
  edition: edition.describe('the edition of the defaults that the app lives by here: 1 or 2').optional(),
  restored: z
    .literal(true)
    .describe('true where a rollback brought it: it has run here before, so its migration does not run again')
    .optional(),
  override: reasonText.describe('why this release came during a freeze, or past an environment').optional(),
})
export type ReleaseFile = z.output<typeof releaseFile>

/** No cluster may run them. */
export const rejectedFile = z.record(
  digest,
  z.strictObject({
    reason: reasonText,
    running: z
      .array(z.string())
      .describe('the clusters that ran it when it was rejected; each goes when the cluster gets another release'),
  }),
)
export type Rejected = z.output<typeof rejectedFile>

export const rejectedName = 'rejected'
