import { z } from 'zod'

export const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .describe('an image digest: "sha256:" and 64 hex digits')

/** Why somebody did something: one line that lands in a file, a commit and a pull request. */
export const reasonText = z
  .string()
  .regex(/^[^\p{Cc}\u2028\u2029]{1,500}$/u)
  .describe('why, on one line of at most 500 characters')

/**
 * `apps/<app>/releases/<cluster>.json`: which image runs in a cluster. Written by the release bot, read by the renderer; that the file exists
 * is what makes the app exist in that cluster. Beside it, a folder `releases/<cluster>/` keeps the spec of the release that a rollback brought
 * back; without one the cluster is rendered from `apps/<app>/app.ts`.
 */
export const releaseFile = z.strictObject({
  digest,
  version: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/)
    .describe('a version of letters, digits, dots, dashes and underscores, at most 63 characters, such as "1.4.0"'),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .describe('the source commit that the image was built from, 40 hex digits')
    .optional(),
  run: z.url().describe('the address of the run that built it').optional(),
  hold: reasonText
    .describe('why no other release may come here until somebody lifts it; a rollback writes it, too')
    .optional(),
  override: reasonText.describe('why this release came during a freeze').optional(),
})
export type ReleaseFile = z.output<typeof releaseFile>

/** `apps/<app>/releases/rejected.json`: the digests that may run nowhere, each with the reason. */
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

/** The name of that file. No cluster may be called so. */
export const rejectedName = 'rejected'
