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
