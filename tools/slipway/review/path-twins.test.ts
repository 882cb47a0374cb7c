import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pathTwins } from './path-twins.ts'

describe('two paths', () => {
  it.each<[string, string, string, [string, string]]>([
    ['capitals of a folder', 'clusters/a/x.yaml', 'Clusters/a/y.yaml', ['clusters', 'Clusters']],
    ['capitals of a file', 'fleet/fleet.ts', 'fleet/Fleet.ts', ['fleet/fleet.ts', 'fleet/Fleet.ts']],
    ['capitals in between', 'apps/web/app.ts', 'apps/WEB/app.ts', ['apps/web', 'apps/WEB']],
    ['a letter and its parts', 'apps/caf\u00e9', 'apps/cafe\u0301', ['apps/caf\u00e9', 'apps/cafe\u0301']],
    ['a letter of two', 'apps/stra\u00dfe', 'apps/STRASSE', ['apps/stra\u00dfe', 'apps/STRASSE']],
    ['the sign for Kelvin', 'apps/k', 'apps/\u212a', ['apps/k', 'apps/\u212a']],
    ['a sign that nobody sees', '.github/x', '.git\u200chub/x', ['.github', '.git\u200chub']],
    ['a dot at the end', 'clusters/x', 'clusters./x', ['clusters', 'clusters.']],
    ['a blank at the end', 'clusters/x', 'clusters /x', ['clusters', 'clusters ']],
    ['a file and a folder', 'aws', 'AWS/x', ['aws', 'AWS']],
  ])('are one: %s', (_, one, other, want) => expect(pathTwins([one, other])).toEqual([want]))

  it.each([
    ['apps/web/app.ts', 'apps/web/extra.ts'],
    ['apps/a.b', 'apps/ab'],
    ['apps/a-b', 'apps/a_b'],
    ['clusters/x', 'cluster/x'],
    ['a/x', 'b/X'],
    ['.a', 'a'],
  ])('are two: %s and %s', (one, other) => expect(pathTwins([one, other])).toEqual([]))
})

it('are found in whatever order, and once', () => {
  const name = fc.stringMatching(/^[a-cA-C]{1,2}$/)
  const files = fc.uniqueArray(fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')))
  fc.assert(
    fc.property(files, (all) => {
      const isOne = new Set(
        all.flatMap((file) => file.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'))),
      )
      const lower = new Set([...isOne].map((path) => path.toLowerCase()))
      expect(pathTwins(all).length > 0).toBe(lower.size < isOne.size)
    }),
  )
})
