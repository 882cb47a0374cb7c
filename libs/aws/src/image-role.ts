import type { Fleet } from '@slipway/fleet'
import type { Registry } from './registry.ts'
import { arn, managed, type Resource } from './template.ts'

/** Where GitHub says who a run is. */
const issuer = 'token.actions.githubusercontent.com'

/** The role that build.yml takes. */
export const imageRoleName = ({ name }: Pick<Fleet, 'name'>): string => `${name}-images`

/** GitHub as somebody whose tokens the account believes; an account has at most one, whoever made it. */
export const provider: Resource = {
  Type: 'AWS::IAM::OIDCProvider',
  DeletionPolicy: 'Retain',
  UpdateReplacePolicy: 'Retain',
  Properties: { Url: `https://${issuer}`, ClientIdList: ['sts.amazonaws.com'], Tags: [managed] },
}

/**
 * The role that pushes images: into the repositories that the fleet's stacks made, in one registry, never a deletion, never a setting.
 * Only runs with exactly this subject take it; both conditions are compared whole, without wildcards.
 */
export const imageRole = (fleet: Fleet, { account, region, prefix }: Registry, sub: string): Resource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: imageRoleName(fleet),
    Description: 'Pushes the images that GitHub Actions builds from the branch that Argo CD follows',
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: arn(`iam::${account}:oidc-provider/${issuer}`) },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: sub } },
        },
      ],
    },
    Policies: [
      {
        PolicyName: 'push-images',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            // It has no resource to name (AWS, Service Authorization Reference, Amazon Elastic Container Registry).
            { Sid: 'LogIn', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
            {
              Sid: 'PushAndReadBack',
              Effect: 'Allow',
              Action: [
                'ecr:BatchCheckLayerAvailability',
                'ecr:BatchGetImage',
                'ecr:CompleteLayerUpload',
                'ecr:DescribeImageScanFindings',
                'ecr:DescribeImages',
                'ecr:GetDownloadUrlForLayer',
                'ecr:InitiateLayerUpload',
                'ecr:PutImage',
                'ecr:UploadLayerPart',
              ],
              Resource: arn(`ecr:${region}:${account}:repository/${prefix}*`),
              // A list of repositories would be one more file that every new app changes, and IAM's policies end at 10,240 characters.
              Condition: { StringEquals: { [`aws:ResourceTag/${managed.Key}`]: managed.Value } },
            },
          ],
        },
      },
    ],
    Tags: [managed],
  },
})
