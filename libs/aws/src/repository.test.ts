import { describe, expect, it } from 'vitest'
import { clusterOf, dev, fleet, ireland, prodEu, withClusters } from '../test/fixture.ts'
import { homeRegistry, type Registry } from './registry.ts'
import { repository } from './repository.ts'

const home = homeRegistry(fleet) as Registry
const made = repository('web', { ...home, prefix: 'apps/' }, fleet)
const properties = made.properties

describe('the repository of an app', () => {
  it('keeps tags for good, but for those of the cache; is scanned; outlives its stack', () => {
    expect(made).toMatchObject({
      retained: true,
      properties: {
        RepositoryName: 'apps/web',
        ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        ImageScanningConfiguration: { ScanOnPush: true },
        ImageTagMutabilityExclusionFilters: [
          { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: 'cache*' },
        ],
      },
    })
  })

  it('has the tag that the right to push asks for', () => {
    expect(properties['Tags']).toEqual([{ Key: 'managed-by', Value: 'slipway' }])
  })

  it('lets no tagged image go but those of the cache', () => {
    const { LifecyclePolicyText: text } = properties['LifecyclePolicy'] as { LifecyclePolicyText: string }
    const { rules } = JSON.parse(text) as {
      rules: { rulePriority: number; selection: { tagStatus: string; tagPatternList?: string[] } }[]
    }
    expect(rules.map((r) => [r.rulePriority, r.selection.tagStatus, r.selection.tagPatternList])).toEqual([
      [1, 'tagged', ['cache*']],
      [2, 'untagged', undefined],
    ])
  })

  it('is open to the other accounts of the fleet, to pull and for nothing else', () => {
    expect(properties['RepositoryPolicyText']).toMatchObject({
      Statement: [
        {
          Effect: 'Allow',
          Principal: {
            AWS: [{ $arn: 'iam::222233334444:root' }, { $arn: 'iam::444455556666:root' }],
          },
          Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        },
      ],
    })
    const alone = withClusters(clusterOf('only', 'dev', '111122223333', ireland))
    expect(repository('web', home, alone).properties).not.toHaveProperty('RepositoryPolicyText')
    expect(JSON.stringify(repository('web', home, withClusters(dev, prodEu)))).not.toContain('"*"')
  })
})
