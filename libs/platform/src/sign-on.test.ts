import { describe, expect, it } from 'vitest'
import type { Fleet } from '@slipway/fleet'
import { fleet as plain, modelOf, objectsOf, prod } from '../test/fixture.ts'
import { addons } from './addons/addons.ts'
import { secrets } from './components/secrets.ts'
import { signOnRoutes } from './components/sign-on-routes.ts'
import { stores } from './components/stores.ts'
import { argoKeeps, platformGroup } from './sign-on.ts'

const grafana = {
  client: 'grafana-client',
  authorize: 'https://login.acme.test/authorize',
  token: 'https://login.acme.test/token',
  userinfo: 'https://login.acme.test/userinfo',
}
const signOn = { issuer: 'https://login.acme.test', argocd: 'argocd-client', grafana, platform: 'ops' }
const fleet: Fleet = { ...plain, signOn }
const values = (name: string, of: Fleet = fleet) => addons(prod, of).find((addon) => addon.name === name)?.props.values

describe('single sign-on', () => {
  it('of Argo CD names its client, and its secret by reference only', () => {
    const { configs } = values('argo-cd') as { configs: { cm: Record<string, string>; rbac: object; params: object } }
    expect(JSON.parse(configs.cm['oidc.config'] ?? '')).toEqual({
      name: 'single sign-on',
      issuer: 'https://login.acme.test',
      clientID: 'argocd-client',
      clientSecret: '$argocd-sign-on:client-secret',
      requestedScopes: ['openid', 'profile', 'email', 'groups'],
      requestedIDTokenClaims: { groups: { essential: true } },
    })
    expect(configs.rbac).toMatchObject({
      'policy.csv': expect.stringMatching(/^g, ops, role:admin$/m) as string,
      scopes: '[groups]',
    })
    expect(configs.params).toMatchObject({ 'server.insecure': 'true' })
  })

  it('takes the groups from another claim, for which nobody has to ask', () => {
    const other = { ...fleet, signOn: { ...signOn, groups: 'roles' } }
    const { configs } = values('argo-cd', other) as { configs: { cm: Record<string, string>; rbac: object } }
    expect(configs.rbac).toMatchObject({ scopes: '[roles]' })
    expect(JSON.parse(configs.cm['oidc.config'] ?? '')).toMatchObject({
      requestedScopes: ['openid', 'profile', 'email'],
    })
    expect(JSON.stringify(values('kube-prometheus-stack', other))).toContain("contains(roles[*], 'ops') && 'Admin'")
  })

  it('of Grafana makes the platform administrators, teams editors, all others viewers', () => {
    expect(values('kube-prometheus-stack')).toMatchObject({
      grafana: {
        admin: { existingSecret: 'grafana-admin' },
        envValueFrom: {
          GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET: { secretKeyRef: { name: 'grafana-sign-on', key: 'client-secret' } },
        },
        'grafana.ini': {
          server: { root_url: 'https://grafana.prod-eu.acme.test' },
          'auth.generic_oauth': {
            client_id: 'grafana-client',
            auth_url: grafana.authorize,
            token_url: grafana.token,
            api_url: grafana.userinfo,
            role_attribute_path:
              "contains(groups[*], 'ops') && 'Admin' || contains(groups[*], 'acme:finance') && 'Editor' || contains(groups[*], 'acme:shop') && 'Editor' || 'Viewer'",
          },
        },
      },
    })
  })

  it('has a route and a secret for each, and the store of the platform lets Argo CD read', () => {
    const routes = objectsOf(signOnRoutes, modelOf(prod), fleet)
    expect(routes.map(({ spec }) => spec)).toEqual([
      {
        hosts: ['argocd.prod-eu.acme.test'],
        gateways: ['istio-ingress/public'],
        http: [{ route: [{ destination: { host: 'argocd-server.argocd.svc.cluster.local', port: { number: 80 } } }] }],
      },
      {
        hosts: ['grafana.prod-eu.acme.test'],
        gateways: ['istio-ingress/public'],
        http: [
          {
            route: [
              {
                destination: {
                  host: 'kube-prometheus-stack-grafana.monitoring.svc.cluster.local',
                  port: { number: 80 },
                },
              },
            ],
          },
        ],
      },
    ])
    const made = objectsOf(secrets, modelOf(prod), fleet).filter(({ metadata }) => metadata.name.endsWith('-sign-on'))
    expect(made.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
      'argocd/argocd-sign-on',
      'monitoring/grafana-sign-on',
    ])
    // Without the label Argo CD does not find it.
    expect(made[0]).toMatchObject({
      spec: {
        data: [{ secretKey: 'client-secret', remoteRef: { key: 'prod/platform/argocd-sign-on' } }],
        target: { template: { metadata: { labels: { 'app.kubernetes.io/part-of': 'argocd' } } } },
      },
    })
    expect(objectsOf(stores, modelOf(prod), fleet)[0]).toMatchObject({
      spec: { conditions: [{ namespaces: ['monitoring', 'argocd'] }] },
    })
  })

  it('without it nothing is reached from outside, and no key is kept', () => {
    expect(objectsOf(signOnRoutes, modelOf(prod), plain)).toEqual([])
    expect(argoKeeps(prod, plain)).toEqual([])
    expect(platformGroup(plain)).toBe('acme:platform')
    expect(JSON.stringify([values('argo-cd', plain), values('kube-prometheus-stack', plain)])).not.toMatch(
      /oidc|oauth|insecure/,
    )
  })

  it('of one alone leaves the other inside', () => {
    const one = { ...plain, signOn: { issuer: signOn.issuer, grafana } }
    expect(objectsOf(signOnRoutes, modelOf(prod), one).map(({ metadata }) => metadata.name)).toEqual([
      'sign-on-grafana',
    ])
    expect(argoKeeps(prod, one)).toEqual([])
  })
})
