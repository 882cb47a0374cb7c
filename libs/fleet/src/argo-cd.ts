import { z } from 'zod'
import { matching } from '@slipway/core'

/** https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_Group.html, GroupId */
export const identityCenterGroup = /^([0-9a-f]{10}-)?[A-Fa-f0-9]{8}(-[A-Fa-f0-9]{4}){3}-[A-Fa-f0-9]{12}$/
const group = matching(
  identityCenterGroup,
  'the id of a group in IAM Identity Center, such as "686103e0-f051-7068-b225-e6392b959d9e"',
)

export const argocd = z
  .enum(['self', 'eks'])
  .describe(
    "who runs Argo CD: 'self', its chart in each cluster, or 'eks', the EKS Capability of each cluster; 'self' by default",
  )

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_ArgoCdAwsIdcConfigRequest.html */
export const identityCenter = z
  .strictObject({
    instance: matching(
      /^arn:[a-z-]+:sso:::instance\/(sso)?ins-[A-Za-z0-9-.]{16}$/,
      'the ARN of the instance, such as "arn:aws:sso:::instance/ssoins-1234567890abcdef"',
    ),
    region: matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'the region of the instance, such as "eu-west-1"'),
    admins: group.describe('the id of the group whose people administer Argo CD'),
  })
  .describe("IAM Identity Center, the only way to sign on where argocd is 'eks'")
