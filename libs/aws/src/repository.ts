import type { Fleet } from '@slipway/fleet'
import { pullers, type Registry } from './registry.ts'
import { arn, managed, type Resource } from './template.ts'

/** Tags that may be written again: the build cache's (build.yml). Every other tag means one image for good. */
const cacheTags = 'cache*'

/**
 * What goes by itself. An image with a tag never does: only a person can know that nothing runs it any more and nobody will roll back to
 * it. Images of one platform have no tag, but the index that names them has, and ECR expires no image that an index names
 * (https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html).
 */
const lifecycle = {
  rules: [
    {
      rulePriority: 1,
      description: 'the build cache that nobody renewed',
      selection: {
        tagStatus: 'tagged',
        tagPatternList: [cacheTags],
        countType: 'sinceImagePushed',
        countUnit: 'days',
        countNumber: 30,
      },
      action: { type: 'expire' },
    },
    {
      rulePriority: 2,
      description: 'what no tag and no index names',
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
      action: { type: 'expire' },
    },
  ],
}

/** Other accounts of the fleet may pull and do nothing else; which of their roles, they say themselves. */
const pullOnly = (accounts: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'PullFromTheFleetsAccounts',
      Effect: 'Allow',
      Principal: { AWS: accounts.map((account) => arn(`iam::${account}:root`)) },
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    },
  ],
})

/**
 * The ECR repository of an app in one registry. It outlives its stack: images that run somewhere must not go with a folder in git.
 * Encrypted with ECR's own key: one of KMS would have to be shared with every account that pulls, and replaced with every region.
 */
export function repository(app: string, registry: Registry, fleet: Fleet): Resource {
  const accounts = pullers(fleet, registry)
  return {
    Type: 'AWS::ECR::Repository',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      RepositoryName: `${registry.prefix}${app}`,
      ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      ImageTagMutabilityExclusionFilters: [
        { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: cacheTags },
      ],
      ImageScanningConfiguration: { ScanOnPush: true },
      EncryptionConfiguration: { EncryptionType: 'AES256' },
      LifecyclePolicy: { LifecyclePolicyText: `${JSON.stringify(lifecycle, null, 2)}\n` },
      ...(accounts.length > 0 ? { RepositoryPolicyText: pullOnly(accounts) } : {}),
      Tags: [managed],
    },
  }
}
