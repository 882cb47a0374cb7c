import { z } from 'zod'
import { compareBy, ok, parse, refused, type InputFiles, type Outcome } from '@slipway/core'

export const digestsFile = 'fleet/image-digests.json'

const shape = z.record(
  z.string().regex(/^[^\s@/]+\/[^\s@]+:[^\s@:/]+$/, 'registry/name:tag'),
  z.strictObject({
    digest: z.string().regex(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 figures'),
    /** Charts at versions that bring this tag themselves: `keda 2.20.2`. */
    charts: z.array(z.string()).readonly(),
  }),
)

/**
 * By image, `quay.io/argoproj/argocd:v3.4.4`: the digest of the tag when `npx slipway charts --digests` asked the
 * registry.
 */
export type ImageDigests = Readonly<z.output<typeof shape>>

/** Sorted, a line an image, so that two people's changes merge. */
export function digestsText(digests: ImageDigests): string {
  const lines = Object.entries(digests)
    .toSorted(compareBy(([image]) => image))
    .map(([image, { digest, charts }]) => `  ${JSON.stringify(image)}: ${JSON.stringify({ digest, charts })}`)
  return lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`
}

/** The estate's table; empty before the first `npx slipway charts --digests`, which `check` reports. */
export function readDigests(files: InputFiles): Outcome<ImageDigests> {
  if (!files.list('fleet').includes('image-digests.json')) return ok({})
  let raw: unknown
  try {
    raw = JSON.parse(files.read(digestsFile).toString('utf8'))
  } catch (error) {
    const hint = 'take it out, and run npx slipway charts --digests'
    return refused(digestsFile, 'image-digests', (error as Error).message, 'JSON', hint)
  }
  return parse(shape, raw, digestsFile)
}
