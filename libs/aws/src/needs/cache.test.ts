import { describe, expect, it } from 'vitest'
import type { CacheNeed } from '@slipway/spec'
import { prodEu } from '../../test/fixture.ts'
import { cache } from './cache.ts'
import type { Owned } from './need.ts'

const owned: Owned = {
  name: 'sessions',
  app: 'web',
  team: 'shop',
  place: prodEu,
  tells: ['arn:x'],
  clusters: [prodEu],
  isLast: true,
  borrowers: [],
}
const of = (need: Partial<CacheNeed> = {}, more: Partial<Owned> = {}) =>
  cache({ engine: 'valkey-8.0', ...need }, { ...owned, ...more })
const group = (...given: Parameters<typeof of>) => of(...given)['SessionsCache']?.properties

describe('a cache', () => {
  it('outlives its stack with all that it hangs on', () => {
    for (const [id, { type, retained }] of Object.entries(of()))
      expect([id, retained]).toEqual([id, type !== 'AWS::CloudWatch::Alarm'])
  })

  it('is encrypted on disk and on the way, and signs in by IAM alone', () => {
    expect(group()).toMatchObject({
      ReplicationGroupId: 'prod-shop-sessions',
      Engine: 'valkey',
      EngineVersion: '8.0',
      AtRestEncryptionEnabled: true,
      TransitEncryptionEnabled: true,
      TransitEncryptionMode: 'required',
      UserGroupIds: [{ $ref: 'SessionsCacheUsers' }],
    })
    expect(of()['SessionsCacheUser']?.properties).toMatchObject({
      UserId: 'prod-shop-sessions',
      UserName: 'prod-shop-sessions',
      AuthenticationMode: { Type: 'iam' },
      AccessString: 'on ~* &* +@all -@dangerous +info',
    })
    expect(of()['SessionsCacheUsers']?.properties).toMatchObject({ UserIds: [{ $ref: 'SessionsCacheUser' }] })
  })

  it.each<[string, Partial<CacheNeed>, boolean, object]>([
    ['a copy in the last environment', {}, true, { NumCacheClusters: 2, MultiAZEnabled: true }],
    ['none before', {}, false, { NumCacheClusters: 1, MultiAZEnabled: false, AutomaticFailoverEnabled: false }],
    ['as many as it says', { replicas: 3 }, false, { NumCacheClusters: 4, AutomaticFailoverEnabled: true }],
    ['its machine', { node: 'cache.r7g.large' }, true, { CacheNodeType: 'cache.r7g.large' }],
  ])('has %s', (_, need, isLast, expected) => {
    expect(group(need, { isLast })).toMatchObject(expected)
  })

  it.each([
    [undefined, 'valkey-7.2', 'SessionsCacheParametersValkey7', 'valkey7', 'allkeys-lru'],
    ['evict', 'valkey-8.1', 'SessionsCacheParametersValkey8', 'valkey8', 'allkeys-lru'],
    ['refuse', 'valkey-8.0', 'SessionsCacheParametersValkey8', 'valkey8', 'noeviction'],
  ] as const)('when full: %s, of %s', (full, engine, id, CacheParameterGroupFamily, policy) => {
    expect(of({ engine, ...(full === undefined ? {} : { full }) })[id]?.properties).toMatchObject({
      CacheParameterGroupFamily,
      Properties: { 'maxmemory-policy': policy },
    })
  })

  it('is reached from the nodes by its port, and writes its address', () => {
    expect(of()['SessionsCacheAccess']?.properties['SecurityGroupIngress']).toMatchObject([
      { FromPort: 6379, ToPort: 6379, SourceSecurityGroupId: { $parameter: '/slipway/prod-eu/security-groups/nodes' } },
    ])
    expect(of()['SessionsCacheAddress']?.properties).toMatchObject({ Name: 'prod/shop/needs/sessions-cache' })
    expect(JSON.stringify(of({ writers: ['finance/ledger'] }))).toContain('"prod/finance/needs/shop/sessions-cache"')
  })

  it('has alarms of each machine, of copies that are behind only where there are any', () => {
    const alarms = (...given: Parameters<typeof of>) =>
      Object.values(of(...given)).flatMap(({ type, properties }) =>
        type === 'AWS::CloudWatch::Alarm' ? [properties['AlarmName']] : [],
      )
    expect(alarms({ replicas: 0 })).toEqual(['prod-shop-sessions-001-busy', 'prod-shop-sessions-001-crowded'])
    expect(alarms({ replicas: 1, full: 'refuse' })).toEqual(
      ['001', '002'].flatMap((n) =>
        ['busy', 'crowded', 'full', 'behind'].map((what) => `prod-shop-sessions-${n}-${what}`),
      ),
    )
  })
})
