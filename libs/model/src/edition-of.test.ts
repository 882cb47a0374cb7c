import { expect, it } from 'vitest'
import { editionOf } from './edition-of.ts'

it.each([
  [{}, {}, 1, 1, 'fleet'],
  [{}, {}, 2, 2, 'fleet'],
  [{}, { edition: 1 }, 2, 1, 'spec'],
  [{ edition: 2 }, { edition: 1 }, 1, 2, 'release'],
  [{ edition: 1 }, {}, 2, 1, 'release'],
  [undefined, undefined, 2, 2, 'fleet'],
] as const)('release file %o, spec %o, fleet %i: edition %i by the %s', (release, spec, fleet, edition, by) => {
  expect(editionOf(release, spec, { edition: fleet })).toEqual({ edition, by })
})
