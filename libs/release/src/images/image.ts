import { nearest, ok, refused, show, type Outcome, type Problem } from '@slipway/core'
import { digest as digestSchema } from '@slipway/spec'

interface Image {
  readonly repository: string
  readonly digest: string
}

const wrong = (...problem: Problem) => refused('--image', ...problem)

export function parseDigest(text: string): Outcome<string> {
  if (digestSchema.safeParse(text).success) return ok(text)
  const want = 'a digest: "sha256:" and 64 hex digits, small letters'
  return refused(
    'the digest',
    'wrong-digest',
    show(text),
    want,
    'take it from the registry or from the build that pushed the image',
  )
}

/** Reads `REPO@sha256:...`; refuses tags, broken digests and other repositories. @param repositories the app's own */
export function parseImage(text: string, repositories: readonly string[]): Outcome<Image> {
  const at = text.indexOf('@')
  const named = at < 0 ? text : text.slice(0, at)
  // A colon after the last slash begins a tag; one before it, a port.
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1)
  if (at < 0) {
    const got = colon < 0 ? `${show(text)}, without a digest` : `${show(text)}, a tag`
    return wrong(
      'image-tag',
      got,
      'an image by digest, REPO@sha256:..., because a tag can be moved',
      'take the digest from the build that pushed it',
    )
  }
  if (colon >= 0)
    return wrong(
      'image-tag',
      show(text),
      'REPO@sha256:... without a tag',
      `write ${named.slice(0, colon)}@${text.slice(at + 1)}`,
    )
  const digest = parseDigest(text.slice(at + 1))
  if (!digest.ok) return digest
  const wanted = [...new Set(repositories)]
  if (wanted.includes(named)) return ok({ repository: named, digest: digest.value })
  const near = nearest(named, wanted) ?? wanted[0] ?? named
  return wrong(
    'image-repository',
    show(named),
    `the app's own repository: ${wanted.join(' or ')}`,
    `push it there and write ${near}@${digest.value.slice(0, 15)}...`,
  )
}
