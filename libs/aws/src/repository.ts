import type { Fleet } from '@slipway/fleet'
import { policy, type Statement } from './iam/policy.ts'
import { pullers, type Registry } from './registry.ts'
import { managed, resource, type AwsResource } from './model/stack.ts'
import { arn } from './model/value.ts'

/** Mutable, of the build cache (build.yml). All others are immutable. */
const cacheTags = 'cache*'

/**
 * Tagged images never expire: only a person knows that no rollback needs one. ECR keeps what a tagged index refers to
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

const pullOnly = (accounts: readonly string[]): Statement => ({
  Sid: 'PullFromTheFleetsAccounts',
  Effect: 'Allow',
  Principal: { AWS: accounts.map((account) => arn(`iam::${account}:root`)) },
  Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
})

/**
 * Lambda pulls as itself, for functions of the accounts that use the registry:
 * https://docs.aws.amazon.com/lambda/latest/dg/images-create.html
 */
const lambdaPulls = ({ clusters }: Fleet, { address, region }: Registry): Statement => ({
  Sid: 'PullForFunctions',
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  Condition: {
    ArnLike: {
      'aws:SourceArn': [...new Set(clusters.filter((one) => one.registry === address).map((one) => one.account))]
        .sort()
        .map((account) => arn(`lambda:${region}:${account}:function:*`)),
    },
  },
})

/** Name and place of the stack of an app's repository. */
export const repositoryPlace = ({ account, region }: Registry, app: string) => ({
  account,
  region,
  name: `repository-${app}`,
})

/** Outlives its stack, as images may still run. ECR's own key: a KMS key would have to be shared. */
export function repository(app: string, registry: Registry, fleet: Fleet, isFunction = false): AwsResource {
  const accounts = pullers(fleet, registry)
  const pulls = [
    ...(accounts.length > 0 ? [pullOnly(accounts)] : []),
    ...(isFunction ? [lambdaPulls(fleet, registry)] : []),
  ]
  return resource(
    'AWS::ECR::Repository',
    {
      RepositoryName: `${registry.prefix}${app}`,
      ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      ImageTagMutabilityExclusionFilters: [
        { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: cacheTags },
      ],
      ImageScanningConfiguration: { ScanOnPush: true },
      EncryptionConfiguration: { EncryptionType: 'AES256' },
      LifecyclePolicy: { LifecyclePolicyText: `${JSON.stringify(lifecycle, null, 2)}\n` },
      ...(pulls.length > 0 ? { RepositoryPolicyText: policy(...pulls) } : {}),
      Tags: [managed],
    },
    { retained: true },
  )
}
