import { kubernetes, row } from './row.ts'
import { hasOption } from './sync-option.ts'

const rbac = kubernetes('reference/access-authn-authz/rbac')
const istio = (kind: string) => `https://istio.io/latest/docs/reference/config/security/${kind}/`
const networkPolicies = kubernetes('concepts/services-networking/network-policies')
const external = 'https://external-secrets.io/latest/api/externalsecret/'
const secrets = kubernetes('concepts/configuration/secret')

/** Effects on rights and on secrets. */
export const securityRows = [
  row('policy-pods', 'NetworkPolicy', 'spec.podSelector.**', 'security', networkPolicies),
  row('policy-connections', 'NetworkPolicy', 'spec.**', 'security', networkPolicies),
  row('request-rights', 'AuthorizationPolicy', 'spec.**', 'security', istio('authorization-policy')),
  row('call-encryption', 'PeerAuthentication', 'spec.**', 'security', istio('peer_authentication')),
  row('request-tokens', 'RequestAuthentication', 'spec.**', 'security', istio('request_authentication')),
  row(
    'role-ref-recreated',
    'RoleBinding ClusterRoleBinding',
    'roleRef.**',
    'recreate',
    'gitops-engine pkg/utils/kube resource_ops.go: kubectl auth reconcile, but with ServerSideApply=true',
    { when: ({ change }) => !hasOption(change.after, 'ServerSideApply=true') },
  ),
  row('role-ref-immutable', 'RoleBinding ClusterRoleBinding', 'roleRef.**', 'refused', rbac),
  row(
    'api-rights',
    'Role ClusterRole RoleBinding ClusterRoleBinding',
    'rules.**|subjects.**|aggregationRule.**',
    'security',
    rbac,
  ),
  row(
    'account-of-new-pods',
    'ServiceAccount',
    'automountServiceAccountToken|secrets.**|imagePullSecrets.**',
    'identity',
    kubernetes('concepts/security/service-accounts'),
  ),
  row('secret-refresh', 'ExternalSecret', 'spec.refreshInterval', 'later', external),
  row('secret-version', 'ExternalSecret', 'spec.**', 'security', external, { when: ({ change }) => change.renamed }),
  row('secret-fetched', 'ExternalSecret', 'spec.**', 'security', external),
  row('secret-store', 'SecretStore ClusterSecretStore', 'spec.**', 'security', external),
  row(
    'secret-type-immutable',
    'Secret',
    'type',
    'refused',
    'k8s.io/kubernetes pkg/apis/core/validation ValidateSecretUpdate',
    { when: ({ change }) => !change.renamed },
  ),
  row('secret-immutable', 'Secret', 'data.**|stringData.**', 'refused', secrets, {
    when: ({ change }) => change.before?.value.immutable === true && !change.renamed,
  }),
  row('secret-data', 'Secret', 'data.**|stringData.**', 'security', secrets),
  row(
    'namespace-labels',
    'Namespace',
    'metadata.labels.**',
    'security',
    kubernetes('concepts/security/pod-security-admission'),
  ),
  row('project', 'AppProject', 'spec.**', 'security', 'https://argo-cd.readthedocs.io/en/stable/user-guide/projects/'),
  row('rights-label', 'ClusterRole', 'metadata.labels.*', 'security', rbac, {
    when: ({ delta }) => delta.names.at(-1)?.startsWith('rbac.authorization.k8s.io/aggregate-to-') === true,
  }),
  row(
    'admission',
    'ValidatingWebhookConfiguration MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding MutatingAdmissionPolicy MutatingAdmissionPolicyBinding ClusterPolicy Policy ConstraintTemplate',
    'webhooks.**|spec.**',
    'security',
    kubernetes('reference/access-authn-authz/extensible-admission-controllers'),
  ),
]
