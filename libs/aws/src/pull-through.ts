import { ecrAddress, pascal, upstreamAccount, upstreams, type Cluster, type Fleet, type Upstream } from '@slipway/fleet'
import { clusterStacks } from './cluster/cluster-stacks.ts'
import { allow, policy } from './iam/policy.ts'
import { fleetFile, resource, stack, stackId, type AwsResource, type AwsStack } from './model/stack.ts'
import { arn, parameter } from './model/value.ts'

/** Deletes untagged images. Tagged ones stay until a person deletes them, and would be pulled again. */
const lifecycle = {
  rules: [
    {
      rulePriority: 1,
      description: 'what no tag names',
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
      action: { type: 'expire' },
    },
  ],
}

/**
 * ECR makes a repository at the first pull; the template says how. Tags and a KMS key would need a role of its own.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
 */
const cacheOf = (upstream: Upstream): readonly (readonly [string, AwsResource])[] => {
  const { prefix, url, account } = upstreams[upstream]
  const id = pascal(prefix)
  return [
    [
      `${id}Rule`,
      resource('AWS::ECR::PullThroughCacheRule', {
        EcrRepositoryPrefix: prefix,
        UpstreamRegistryUrl: url,
        ...(account ? { CredentialArn: parameter(upstreamAccount(upstream)) } : {}),
      }),
    ],
    [
      `${id}Template`,
      resource('AWS::ECR::RepositoryCreationTemplate', {
        Prefix: prefix,
        AppliedFor: ['PULL_THROUGH_CACHE'],
        Description: `Repositories that keep images of ${upstream}`,
        // A tag that its project moves has to move here, too.
        ImageTagMutability: 'MUTABLE',
        EncryptionConfiguration: { EncryptionType: 'AES256' },
        LifecyclePolicy: JSON.stringify(lifecycle),
      }),
    ],
  ]
}

/** AmazonEC2ContainerRegistryPullOnly lacks this right: the first pull of an image makes its repository. */
const rightsOf = (cluster: Cluster, all: readonly Upstream[]): AwsResource =>
  resource('AWS::IAM::RolePolicy', {
    RoleName: cluster.nodes.role,
    PolicyName: `${cluster.name}-pull-through`,
    PolicyDocument: policy(
      allow(
        'FirstPull',
        ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
        all.map((one) => arn(`ecr:${cluster.region}:${cluster.account}:repository/${upstreams[one].prefix}/*`)),
      ),
    ),
  })

/** One cache for each account and region, and the rights of each cluster's nodes there. */
export function pullThroughStacks({ clusters }: Pick<Fleet, 'clusters'>): readonly AwsStack[] {
  const cached = clusters.filter(({ pullThrough }) => pullThrough !== undefined && pullThrough.length > 0)
  return [...Map.groupBy(cached, ecrAddress).values()].flatMap((all) => {
    const [one] = all
    if (one === undefined) return []
    const { account, region } = one
    const kept = (Object.keys(upstreams) as Upstream[]).filter((upstream) =>
      all.some(({ pullThrough }) => pullThrough?.includes(upstream)),
    )
    return [
      stack({
        account,
        region,
        clusters: all.map(({ name }) => name),
        name: 'pull-through',
        source: fleetFile,
        description: "Images of other registries, kept in the account's own",
        resources: Object.fromEntries(kept.flatMap(cacheOf)),
      }),
      ...all.map((cluster) => {
        const made = clusterStacks(cluster).stacks.map(stackId)
        const role = stackId({ account, region, name: `${cluster.name}-node-role` })
        return stack({
          account,
          region,
          clusters: [cluster.name],
          name: `${cluster.name}-pull-through`,
          source: fleetFile,
          description: `Nodes of ${cluster.name} may pull an image for the first time`,
          resources: { Rights: rightsOf(cluster, cluster.pullThrough ?? []) },
          after: made.includes(role) ? [role] : [],
        })
      }),
    ]
  })
}
