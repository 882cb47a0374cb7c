import { releaseFile } from '@slipway/spec'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rejectedText, releaseText } from './release-text.ts'

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`))
const line = fc.stringMatching(/^[ -~]{1,80}$/)
const release = fc.record(
  {
    digest: hex(64).map((h) => `sha256:${h}`),
    version: fc.stringMatching(/^[a-z0-9]{1,10}$/),
    commit: hex(40),
    hold: fc.oneof(
      fc.record({ reason: line, by: fc.constant('person' as const) }),
      fc.record({ reason: line, by: fc.constant('rollback' as const), from: line }),
    ),
    restored: fc.constant(true as const),
    override: line,
  },
  { requiredKeys: ['digest', 'version'] },
)

describe('releaseText', () => {
  it('has the hold right before the digest, a field a line, and a line break at the end', () => {
    expect(
      releaseText({ version: '1.5.0', digest: 'sha256:b', commit: 'c', hold: { by: 'person', reason: 'a test' } }),
    ).toBe(
      '{\n  "hold": {\n    "reason": "a test",\n    "by": "person"\n  },\n  "digest": "sha256:b",\n  "version": "1.5.0",\n  "commit": "c"\n}\n',
    )
  })

  it('is read back as what it was, and has one text', () => {
    fc.assert(
      fc.property(release, (given) => {
        const back = releaseFile.parse(JSON.parse(releaseText(given)))
        expect(back).toEqual(given)
        const turned = Object.fromEntries(Object.entries(given).reverse()) as typeof given
        expect(releaseText(turned)).toBe(releaseText(given))
      }),
    )
  })
})

it('rejectedText sorts the digests', () => {
  const text = rejectedText({
    'sha256:b': { reason: 'two', running: [] },
    'sha256:a': { reason: 'one', running: ['dev'] },
  })
  expect(Object.keys(JSON.parse(text) as object)).toEqual(['sha256:a', 'sha256:b'])
  expect(text.endsWith('}\n')).toBe(true)
})
