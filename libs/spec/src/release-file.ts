import { z } from 'zod'

export const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .describe('an image digest: "sha256:" and 64 hex digits')

/**
 * `apps/<app>/releases/<cluster>.json`: which image runs in a cluster. Written by the release bot, read by the renderer; that the file exists
 * is what makes the app exist in that cluster.
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
})
export type ReleaseFile = z.output<typeof releaseFile>
