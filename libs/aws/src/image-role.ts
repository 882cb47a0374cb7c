import { role } from './iam/role.ts'
import type { Fleet } from '@slipway/fleet'
import { allow, policy, type PolicyDocument } from './iam/policy.ts'
import type { Registry } from './registry.ts'
import { fleetFile, managed, resource, stack, type AwsResource, type AwsStack } from './model/stack.ts'
import { arn } from './model/value.ts'

const issuer = 'token.actions.githubusercontent.com'

export const imageRoleName = ({ name }: Pick<Fleet, 'name'>): string => `${name}-images`

/** An account can trust GitHub only once. */
export const providerStack = (account: string): AwsStack =>
  stack({
    account,
    region: null,
    clusters: 'all',
    source: fleetFile,
    name: 'provider-github',
    description: 'GitHub as an identity provider; leave it out where the account has it',
    resources: {
      GitHub: resource(
        'AWS::IAM::OIDCProvider',
        { Url: `https://${issuer}`, ClientIdList: ['sts.amazonaws.com'], Tags: [managed] },
        { retained: true },
      ),
    },
  })

/** Only the exact subject can assume it. */
export const gitHubTrust = (account: string, sub: string): PolicyDocument =>
  policy({
    Effect: 'Allow',
    Principal: { Federated: arn(`iam::${account}:oidc-provider/${issuer}`) },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: sub } },
  })

/** Pushes to the fleet's repositories in one registry, no more. */
export const imageRole = (fleet: Fleet, { account, region, prefix }: Registry, sub: string): AwsResource =>
  role(
    {
      name: imageRoleName(fleet),
      does: 'Pushes the images that GitHub Actions builds from the branch that Argo CD follows',
      trust: gitHubTrust(account, sub),
      rights: [
        { Sid: 'LogIn', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
        allow(
          'PushAndReadBack',
          [
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
          arn(`ecr:${region}:${account}:repository/${prefix}*`),
          // A list of repositories would change with each app, and IAM policies end at 10,240 characters.
          { StringEquals: { [`aws:ResourceTag/${managed.Key}`]: managed.Value } },
        ),
      ],
      policyName: 'push-images',
    },
    { MaxSessionDuration: 3600 },
  )
