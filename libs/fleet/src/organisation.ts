import { z } from 'zod'
import { matching } from '@slipway/core'

const url = matching(/^https:\/\/[^\s"'\\]+$/, 'an address that begins with https://')
const group = matching(/^[^\s"'\\,]+$/, 'a group of single sign-on, such as "acme:platform"')
const client = matching(/^[^\s"'\\$]+$/, 'the client\'s id as the provider has it, such as "argocd"')

/** Single sign-on by OpenID Connect; secrets of the clients are in the secret store. */
export const signOn = z
  .strictObject({
    issuer: url.describe('the issuer of the OpenID provider, such as "https://login.acme.example/realms/acme"'),
    argocd: client.describe('the id of Argo CD\'s client, such as "argocd"').optional(),
    grafana: z
      .strictObject({
        client,
        authorize: url.describe("the provider's authorization endpoint"),
        token: url.describe("the provider's token endpoint"),
        userinfo: url.describe("the provider's userinfo endpoint"),
      })
      .describe("Grafana's client, and the provider's endpoints, which Grafana does not look up")
      .optional(),
    groups: matching(/^[A-Za-z][A-Za-z0-9_]*$/, 'the claim that has the groups; "groups" by default').optional(),
    platform: group
      .describe('the group whose people administer Argo CD and Grafana; "<name>:platform" by default')
      .optional(),
  })
  .describe('single sign-on for Argo CD and Grafana; each one that is named gets a route of its own')

/** Whom alerts reach. */
export const paging = z
  .strictObject({
    emails: z
      .array(z.email().describe('an address'))
      .min(1)
      .describe('who is written to for a page; the fleet\'s "email" by default')
      .optional(),
    slack: z.string().startsWith('#').describe('the Slack channel of the platform; "#platform" by default').optional(),
    relay: matching(
      /^[a-z0-9.-]+:\d+$/,
      'the mail relay with its port, such as "smtp.acme.example:587"; "smtp.<the cluster\'s domain>:587" by default',
    ).optional(),
    from: z.email().describe("who alerts are from; alerts@<the cluster's domain> by default").optional(),
    sms: z.boolean().describe('false where no SNS topic sends a page on by SMS; true by default').optional(),
  })
  .describe('whom alerts reach, such as { emails: ["on-call@acme.example"], slack: "#ops" }')
