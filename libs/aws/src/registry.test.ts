import { describe, expect, it } from 'vitest'
import { clusterOf, dev, fleet, ireland, prodEu, prodUs, virginia, withClusters } from '../test/fixture.ts'
import { homeRegistry, pullers, registries, registryOf } from './registry.ts'

describe('a registry of ECR', () => {
  it.each([
    [ireland, { account: '111122223333', region: 'eu-west-1', prefix: '' }],
    [`${ireland}/slipway/apps`, { account: '111122223333', region: 'eu-west-1', prefix: 'slipway/apps/' }],
    [`${ireland}/slipway/`, { account: '111122223333', region: 'eu-west-1', prefix: 'slipway/' }],
    ['registry.acme.test', undefined],
    ['111122223333.dkr.ecr.eu-west-1.amazonaws.com.acme.test', undefined],
    ['1111.dkr.ecr.eu-west-1.amazonaws.com', undefined],
  ])('%s', (registry, expected) => {
    const found = registryOf({ registry })
    if (expected === undefined) expect(found).toBeUndefined()
    else expect(found).toEqual({ address: registry, ...expected })
  })
})

describe('the registries of a fleet', () => {
  it("are each there once, and the first cluster's is the home of images", () => {
    expect(registries(fleet).map((r) => r.address)).toEqual([ireland, virginia])
    expect(homeRegistry(fleet)?.address).toBe(ireland)
    expect(homeRegistry(withClusters(prodUs, dev))?.address).toBe(virginia)
    expect(homeRegistry(withClusters(clusterOf('lab', 'dev', '222233334444', 'registry.acme.test')))).toBeUndefined()
  })

  it('are open to the accounts that pull from them, each once, and not to their own once more', () => {
    const own = clusterOf('ops', 'dev', '111122223333', ireland)
    const [home, away] = registries(withClusters(prodEu, dev, own, prodUs))
    expect([home, away].map((r) => r && pullers(withClusters(prodEu, dev, own, prodUs), r))).toEqual([
      ['222233334444', '444455556666'],
      ['444455556666'],
    ])
  })
})
