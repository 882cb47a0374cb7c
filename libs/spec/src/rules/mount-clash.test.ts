import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstClashes } from './mount-clash.ts'

const part = fc.constantFrom('a', 'b', 'A', '')
const mount = fc.record({
  at: fc.array(part, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
  name: fc.constantFrom('x', 'y', 'z', 'u', 'v', 'w'),
})

it('is the first that is at, above or below a path, or of its name', () => {
  fc.assert(
    fc.property(fc.array(mount, { maxLength: 12 }), (mounts) => {
      const expected = mounts.map(({ at, name }, i) =>
        mounts
          .slice(0, i)
          .findIndex((o) => o.at === at || at.startsWith(`${o.at}/`) || o.at.startsWith(`${at}/`) || o.name === name),
      )
      expect(firstClashes(mounts).map((index) => (index === Infinity ? -1 : index))).toEqual(expected)
    }),
  )
})
