import { docs, explain } from './explanation.ts'

const crossplane = 'https://docs.crossplane.io/latest/managed-resources/managed-resources/'
const karpenter = 'https://karpenter.sh/docs/concepts/disruption/'
const certificates = 'https://cert-manager.io/docs/usage/certificate/'
const external = 'https://external-secrets.io/latest/api/externalsecret/'
const webhooks = docs('reference/access-authn-authz/extensible-admission-controllers')

/** Single fields, and objects whose end takes something along, of controllers that many clusters have. */
export const explainedFields = {
  outside: explain(
    "An operator deletes the cloud's object with the one that stands for it, unless a policy says otherwise. Region and name are mostly immutable there.",
    crossplane,
    'outside-kept-no-more',
    'outside-unprotected',
    'outside-moved',
    'outside-deleted',
    'outside-left',
  ),
  'operator-end': explain(
    'Operators of databases own what they run, volumes included. Set them to keep volumes, and have a backup, before their object goes.',
    'https://cloudnative-pg.io/documentation/current/',
    'database-deleted',
    'backups-end',
  ),
  olm: explain(
    'OLM gives an operator the rights that its bundle asks for, and with automatic approval every new version of its channel.',
    'https://olm.operatorframework.io/docs/concepts/crds/subscription/',
    'operator-installed',
    'operator-other',
    'operator-left',
    'version-floats',
  ),
  'unknown-end': explain(
    'Nothing is known here of what made sense of this kind. Its objects may own others by ownerReferences, or things elsewhere by finalizers.',
    docs('concepts/overview/working-with-objects/finalizers'),
    'unknown-end',
  ),
  misplaced: explain(
    'Definitions with a schema drop fields that they do not know, without a word; one that stands beside spec is mostly meant to be in it.',
    docs('tasks/extend-kubernetes/custom-resources/custom-resource-definitions'),
    'misplaced-field',
  ),
  nodes: explain(
    'Karpenter replaces nodes that drifted from their pool or class, as many at once as the budgets let; one that reaches its expireAfter goes by no budget. A taint with NoExecute evicts.',
    karpenter,
    'fewer-nodes',
    'nodes-replaced',
    'nodes-disrupted',
    'nodes-younger',
    'all-nodes-at-once',
    'node-metadata-open',
    'node-image-moves',
    'pods-evicted',
    'node-closed',
  ),
  'node-exposure': explain(
    "A node's role is what each pod may become that reaches its metadata.",
    'https://karpenter.sh/docs/concepts/nodeclasses/',
    'node-rights',
    'nodes-public',
  ),
  'nodes-end': explain('Nodes belong to their pool and end with it.', karpenter, 'nodes-gone'),
  certificates: explain(
    'Callers trust a certificate by its names and by who signed it. A Secret that nobody renews works until it expires.',
    certificates,
    'staging-signer',
    'proof-other',
    'other-signer',
    'names-uncertified',
    'certificate-elsewhere',
  ),
  'certificates-end': explain(
    'What is issued stays in its Secret and works until it expires; then everything that serves it fails at once.',
    certificates,
    'signer-gone',
    'certificate-unrenewed',
  ),
  'secret-place': explain(
    'External Secrets owns the Secret that it writes, and deletes it when it writes another.',
    external,
    'secret-elsewhere',
    'secret-in-the-open',
    'secret-ends-with-source',
  ),
  'secret-store': explain(
    'A store for the cluster reads by rights of its own; its conditions say which namespaces may use them.',
    'https://external-secrets.io/latest/api/clustersecretstore/',
    'store-open',
    'store-gone',
  ),
  'volume-left': explain(
    'Data lives in a claim, at a path. Pods that mount another claim, none, or the same one elsewhere begin with what is there: mostly nothing.',
    docs('concepts/storage/persistent-volumes'),
    'volume-left',
  ),
  'volume-policy': explain(
    'Retain keeps a volume when its claim goes; Delete deletes it at the cloud.',
    docs('concepts/storage/persistent-volumes'),
    'volume-not-kept',
  ),
  'class-end': explain(
    'New objects that name a class need it to be there; those that run keep running.',
    docs('concepts/storage/storage-classes'),
    'class-gone',
  ),
  'admission-blocks': explain(
    'While a webhook with failurePolicy Fail does not answer, the API server refuses what it asks it about. One for all pods stops the cluster from healing, its own pods included.',
    webhooks,
    'admission-blocks',
  ),
  'admission-elsewhere': explain('A webhook sees whole objects and may change them.', webhooks, 'webhook-elsewhere'),
  'admission-stricter': explain(
    'What runs is not touched. What does not fit is refused when it is made or changed next, and its sync fails.',
    webhooks,
    'refused-from-now',
  ),
  'other-policy': explain(
    'These kinds are told as changed guards; only words for everybody are judged.',
    'https://docs.cilium.io/en/stable/security/policy/',
    'policy-to-all',
    'policy-not-judged',
  ),
  'policy-writes': explain(
    'A policy that mutates or generates changes what every team deploys, and shows in no diff of theirs.',
    'https://kyverno.io/docs/policy-types/cluster-policy/mutate/',
    'pods-changed',
  ),
  'api-flow': explain(
    'The API server gives each flow its share, so that none starves the others. What is exempt waits in no queue.',
    docs('concepts/cluster-administration/flow-control'),
    'waits-never',
  ),
  'mesh-joined': explain(
    'A label makes a webhook put a proxy into each new pod of the namespace; those that run stay without one.',
    'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/',
    'mesh-joined',
  ),
  exception: explain(
    'An exception takes a guard away for what it names.',
    'https://kyverno.io/docs/exceptions/',
    'exception-made',
    'reference-granted',
    'reference-gone',
  ),
  'deletes-by-itself': explain(
    'Its controller deletes objects by a schedule, whoever owns them.',
    'https://kyverno.io/docs/policy-types/cleanup-policy/',
    'deletes-by-itself',
  ),
  'rights-end': explain(
    'A controller without its rights logs errors and stops doing its work; mostly nobody notices at once.',
    docs('reference/access-authn-authz/rbac'),
    'rights-gone',
  ),
  'openshift-rights': explain(
    'SecurityContextConstraints say what pods of whom may do; a Group gives its members what bindings give it.',
    'https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/authentication_and_authorization/managing-pod-security-policies',
    'pods-allowed',
    'group-joined',
  ),
  events: explain(
    'An event starts what its sensor says, with the rights of its account.',
    'https://argoproj.github.io/argo-events/',
    'events-widened',
    'checks-off',
    'events-changed',
  ),
  'events-end': explain(
    'Runs that something else starts do not say that they are missing.',
    'https://argoproj.github.io/argo-events/',
    'jobs-end',
  ),
  'central-settings': explain(
    'Everybody in the cluster goes by these ConfigMaps: who may log in, how names are found, what Argo CD counts as its own.',
    docs('concepts/configuration/configmap'),
    'central-settings',
  ),
}
