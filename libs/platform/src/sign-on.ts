import type { Cluster, Fleet } from '@slipway/fleet'
import { argoNamespace, tellsGitHub } from './dispatch.ts'

/**
 * Names of single sign-on: of hosts below the cluster's domain, and of Secrets in Kubernetes and in the secret store.
 */
const signOnHosts = { argocd: 'argocd', grafana: 'grafana' } as const
export const signOnSecrets = { argocd: 'argocd-sign-on', grafana: 'grafana-sign-on' } as const
export const clientSecretKey = 'client-secret'

/** Argo CD looks up `$<Secret>:<key>` in Secrets with this label (docs/operator-manual/user-management/index.md). */
export const argoSecretLabel = { 'app.kubernetes.io/part-of': 'argocd' } as const

export type SignOnApp = keyof typeof signOnHosts

export const signOnHost = (app: SignOnApp, { domain }: Pick<Cluster, 'domain'>): string =>
  `${signOnHosts[app]}.${domain}`

/** The programs with single sign-on, and so a route of their own. */
export const signOnApps = ({ signOn }: Pick<Fleet, 'signOn'>): readonly SignOnApp[] => [
  ...(signOn?.argocd === undefined ? [] : ['argocd' as const]),
  ...(signOn?.grafana === undefined ? [] : ['grafana' as const]),
]

/** The group of the platform's people: `acme:platform`. */
export const platformGroup = ({ name, signOn }: Pick<Fleet, 'name' | 'signOn'>): string =>
  signOn?.platform ?? `${name}:platform`

/** The group that Argo CD's projects know as the platform's: the EKS Capability knows ids of IAM Identity Center. */
export const argoAdmins = (fleet: Fleet): string => fleet.identityCenter?.admins ?? platformGroup(fleet)

/** Whether Argo CD's namespace needs a Secret of ours. */
export const argoKeeps = (cluster: Cluster, fleet: Fleet): readonly string[] =>
  tellsGitHub(cluster, fleet) || fleet.signOn?.argocd !== undefined ? [argoNamespace] : []

const claim = ({ groups = 'groups' }: NonNullable<Fleet['signOn']>): string => groups

/** Argo CD's `oidc.config` (docs/operator-manual/user-management/index.md#existing-oidc-provider). */
export function argoSignOn({ signOn }: Fleet): Readonly<Record<string, string>> {
  if (signOn?.argocd === undefined) return {}
  const config = {
    name: 'single sign-on',
    issuer: signOn.issuer,
    clientID: signOn.argocd,
    clientSecret: `$${signOnSecrets.argocd}:${clientSecretKey}`,
    requestedScopes: ['openid', 'profile', 'email', ...(claim(signOn) === 'groups' ? ['groups'] : [])],
    requestedIDTokenClaims: { [claim(signOn)]: { essential: true } },
  }
  // JSON is YAML; Argo CD parses the text.
  // The built-in `admin` is for the days before sign-on; where that is down, kubectl is the way in.
  return { 'oidc.config': JSON.stringify(config), 'admin.enabled': 'false' }
}

/** The claim that holds the groups, as Argo CD's RBAC reads it. */
export const argoScopes = ({ signOn }: Fleet): string => `[${signOn === undefined ? 'groups' : claim(signOn)}]`

/**
 * Grafana's values
 * (https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/configure-authentication/generic-oauth/).
 */
export function grafanaSignOn(cluster: Cluster, fleet: Fleet) {
  const { signOn } = fleet
  if (signOn?.grafana === undefined) return {}
  const { client, authorize, token, userinfo } = signOn.grafana
  const groups = claim(signOn)
  const has = (group: string): string => `contains(${groups}[*], '${group}')`
  const teams = [...fleet.teams.values()].map(({ group }) => group).sort()
  const editor = teams.map((group) => `${has(group)} && 'Editor'`)
  return {
    'grafana.ini': {
      server: { root_url: `https://${signOnHost('grafana', cluster)}` },
      'auth.generic_oauth': {
        enabled: true,
        name: 'single sign-on',
        client_id: client,
        scopes: `openid profile email${groups === 'groups' ? ' groups' : ''}`,
        auth_url: authorize,
        token_url: token,
        api_url: userinfo,
        use_pkce: true,
        allow_sign_up: true,
        role_attribute_path: [`${has(platformGroup(fleet))} && 'Admin'`, ...editor, "'Viewer'"].join(' || '),
      },
    },
    envValueFrom: {
      GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET: { secretKeyRef: { name: signOnSecrets.grafana, key: clientSecretKey } },
    },
  }
}
