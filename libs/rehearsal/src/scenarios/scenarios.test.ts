import { describe, expect, it } from 'vitest'
import { programNames } from '../programs/programs.ts'
import { neededBy, scenarios } from './scenarios.ts'

describe('needs', () => {
  it.each(scenarios)(
    '$name names each program once, and has an API server with its store and its kinds',
    ({ needs }) => {
      expect(new Set(needs).size).toBe(needs.length)
      expect(needs).toEqual(expect.arrayContaining(['etcd', 'crds', 'kube-apiserver']))
    },
  )
})

/** What it does is broken in `adopt`; what is broken on the way of a delivery is that scenario itself. */
const brokenElsewhere = ['bootstrap', 'delivery-faults']
describe('sabotages', () => {
  it.each(scenarios.filter(({ name }) => !brokenElsewhere.includes(name)))(
    '$name has a tree with which it must fail: else it may prove nothing',
    ({ sabotages }) => expect(sabotages.map(({ name }) => name)).not.toEqual([]),
  )
})

describe('neededBy', () => {
  it('is what they need together, in the order in which it is built', () => {
    expect(neededBy([])).toEqual([])
    expect(neededBy(['admit'])).toEqual(['etcd', 'crds', 'kube-apiserver'])
    const both = neededBy(['drain', 'canary-promotes', 'admit'])
    expect(both).toEqual(programNames.filter((name) => both.includes(name)))
    expect(both).toEqual(expect.arrayContaining(['prometheus', 'argocd', 'redis', 'etcd']))
    expect(both).not.toContain('metrics-server')
  })
})
