import { expect, it } from 'vitest'
import { addons } from '../addons/addons.ts'
import { fleet, prod } from '../../test/fixture.ts'
import { clusterRunbooks } from './cluster-runbooks.ts'

const lines = Object.values(clusterRunbooks).flatMap(({ looks, actions }) => [...looks, ...actions])
const asked = (of: RegExp) => lines.flatMap((line) => [...line.matchAll(of)].map(([, name]) => name))
const there = addons(prod, fleet)

it('asks Argo CD for Applications that are there: those of add-ons begin with "addons-"', () => {
  const found = asked(/get application ([a-z][-a-z]*)/g)
  expect(found.length).toBeGreaterThan(0)
  expect(found.filter((name) => !there.some((addon) => `addons-${addon.name}` === name))).toEqual([])
})
