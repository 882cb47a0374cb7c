import { row, type EffectRow } from './effect.ts'
import { hasOption } from '../compare/sync-option.ts'

const rbac = 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/'
const istio = 'https://istio.io/latest/docs/reference/config/security/'
const secrets = 'https://external-secrets.io/latest/api/externalsecret/'

/** Who may do what, and who knows what. */
export const securityRows: readonly EffectRow[] = [
  row(
    'NetworkPolicy',
    'spec.podSelector.**',
    'security',
    'which pods it closes off',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  ),
  row(
    'NetworkPolicy',
    'spec.**',
    'security',
    'who may connect, at once',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  ),
  row(
    'AuthorizationPolicy',
    'spec.**',
    'security',
    'whose requests are answered, within seconds',
    `${istio}authorization-policy/`,
  ),
  row('PeerAuthentication', 'spec.**', 'security', 'whether calls must be encrypted', `${istio}peer_authentication/`),
  row('RequestAuthentication', 'spec.**', 'security', 'which tokens are taken', `${istio}request_authentication/`),
  row(
    'RoleBinding ClusterRoleBinding',
    'roleRef.**',
    'recreate',
    'roleRef is immutable, so Argo CD deletes the binding and makes it anew: for a moment nobody has what it gives',
    'gitops-engine pkg/utils/kube resource_ops.go: kubectl auth reconcile, but with ServerSideApply=true',
    ({ change }) => !hasOption(change.after, 'ServerSideApply=true'),
  ),
  row('RoleBinding ClusterRoleBinding', 'roleRef.**', 'refused', 'roleRef is immutable', rbac),
  row(
    'Role ClusterRole RoleBinding ClusterRoleBinding',
    'rules.**|subjects.**|aggregationRule.**',
    'security',
    'who may do what in the API, at once',
    rbac,
  ),
  row(
    'ServiceAccount',
    'automountServiceAccountToken|secrets.**|imagePullSecrets.**',
    'identity',
    'what pods made from now on get',
    'https://kubernetes.io/docs/concepts/security/service-accounts/',
  ),
  row(
    'ServiceAccount',
    'metadata.annotations.**',
    'identity',
    'whom its pods are outside of the cluster (an IAM role)',
    'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  ),
  row('ExternalSecret', 'spec.refreshInterval', 'later', 'how soon a new secret is seen', secrets),
  row(
    'ExternalSecret',
    'spec.**',
    'security',
    'the Secret is written anew; pods that have it as env keep the old until they restart',
    secrets,
  ),
  row('SecretStore ClusterSecretStore', 'spec.**', 'security', 'where secrets come from', secrets),
  row(
    'Secret',
    'type',
    'refused',
    'the type of a Secret is immutable',
    'k8s.io/kubernetes pkg/apis/core/validation ValidateSecretUpdate',
    ({ change }) => !change.renamed,
  ),
  row(
    'Secret',
    'data.**|stringData.**',
    'refused',
    'a Secret that is immutable',
    'https://kubernetes.io/docs/concepts/configuration/secret/',
    ({ change }) => change.before?.value.immutable === true && !change.renamed,
  ),
  row(
    'Secret',
    'data.**|stringData.**',
    'security',
    'what the pods know; those that have it as env keep the old until they restart',
    'https://kubernetes.io/docs/concepts/configuration/secret/',
  ),
  row(
    'Namespace',
    'metadata.labels.**',
    'security',
    'labels of a namespace decide on Pod Security, the mesh and who may connect',
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
  ),
  row(
    'AppProject',
    'spec.**',
    'security',
    'what Argo CD may put where, and who may tell it',
    'https://argo-cd.readthedocs.io/en/stable/user-guide/projects/',
  ),
  row(
    'ValidatingWebhookConfiguration MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
    '**',
    'security',
    'what the API server takes',
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/',
  ),
]
