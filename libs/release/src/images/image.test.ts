import { describe, expect, it } from 'vitest'
import { parseDigest, parseImage } from './image.ts'

const digest = `sha256:${'a'.repeat(64)}`
const here = 'registry.example:5000/shop/web'

describe('parseImage', () => {
  it.each<[string, string, string | undefined, string]>([
    ['an image', `${here}@${digest}`, undefined, ''],
    ['a tag', `${here}:1.5.0`, 'image-tag', `"${here}:1.5.0", a tag`],
    ['no digest', here, 'image-tag', `"${here}", without a digest`],
    ['a tag and a digest', `${here}:1.5.0@${digest}`, 'image-tag', 'REPO@sha256:... without a tag'],
    ['a short digest', `${here}@sha256:abc`, 'wrong-digest', '"sha256:abc"'],
    ['capitals in the digest', `${here}@sha256:${'A'.repeat(64)}`, 'wrong-digest', 'small letters'],
    ['another algorithm', `${here}@sha512:${'a'.repeat(128)}`, 'wrong-digest', 'sha512'],
    [
      "another app's",
      `registry.example:5000/shop/wab@${digest}`,
      'image-repository',
      `the app's own repository: ${here}`,
    ],
    ['nothing', '', 'image-tag', '"", without a digest'],
  ])('%s', (_, text, code, words) => {
    const parsed = parseImage(text, [here, here])
    expect(parsed.ok ? undefined : parsed.issues[0]?.code).toBe(code)
    expect(parsed.ok ? '' : `${parsed.issues[0]?.got} ${parsed.issues[0]?.want}`).toContain(words)
    if (parsed.ok) expect(parsed.value).toEqual({ repository: here, digest })
  })
})

describe('parseDigest', () => {
  it.each([
    [digest, true],
    [`${digest}0`, false],
    [`${digest}\n`, false],
    ['latest', false],
  ])('%j: %s', (text, sound) => {
    expect(parseDigest(text).ok).toBe(sound)
  })
})
