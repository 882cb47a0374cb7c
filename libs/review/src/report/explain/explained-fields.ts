import { docs, explain, rollouts } from './explanation.ts'

const flux = (page: string): string => `https://fluxcd.io/flux/components/${page}/`
const crossplane = 'https://docs.crossplane.io/latest/managed-resources/managed-resources/'
const karpenter = 'https://karpenter.sh/docs/concepts/disruption/'
const certificates = 'https://cert-manager.io/docs/usage/certificate/'
const external = 'https://external-secrets.io/latest/api/externalsecret/'
const gateway = 'https://gateway-api.sigs.k8s.io/api-types/httproute/'
const webhooks = docs('reference/access-authn-authz/extensible-admission-controllers')

/** Single fields, and objects whose end takes something along, of controllers that many clusters have. */
export const explainedFields = {
  flux: explain(
    'Flux applies a folder, and with prune deletes what it applied and does not find any more. It knows what is its own by where it came from.',
    flux('kustomize/kustomizations'),
    'flux-prunes',
    'flux-elsewhere',
    'flux-stops',
    'flux-resumes',
    'flux-forces',
    'flux-undecrypted',
    'release-anew',
    'chart-other',
  ),
  'flux-source': explain(
    'Who writes to the source of a GitOps controller decides what the cluster runs.',
    flux('source/gitrepositories'),
    'source-other',
    'source-revision',
    'source-unverified',
  ),
  'flux-end': explain(
    'With prune, a Kustomization that goes takes along what it applied; a HelmRelease is uninstalled. Suspended ones leave all of it.',
    flux('kustomize/kustomizations'),
    'flux-end-takes-objects',
    'flux-end-leaves-objects',
    'release-uninstalled',
    'source-gone',
  ),
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
  'unknown-end': explain(
    'Nothing is known here of what made sense of this kind. Its objects may own others by ownerReferences, or things elsewhere by finalizers.',
    docs('concepts/overview/working-with-objects/finalizers'),
    'unknown-end',
  ),
  nodes: explain(
    'Karpenter replaces nodes that drifted from their pool or class, as many at once as the budgets let. A taint with NoExecute evicts.',
    karpenter,
    'fewer-nodes',
    'nodes-replaced',
    'all-nodes-at-once',
    'node-metadata-open',
    'node-image-moves',
    'pods-evicted',
    'node-closed',
  ),
  'nodes-end': explain('Nodes belong to their pool and end with it.', karpenter, 'nodes-gone'),
  certificates: explain(
    'Callers trust a certificate by its names and by who signed it. A Secret that nobody renews works until it expires.',
    certificates,
    'staging-signer',
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
    'secret-ends-with-source',
  ),
  'secret-store': explain(
    'A store for the cluster reads by rights of its own; its conditions say which namespaces may use them.',
    'https://external-secrets.io/latest/api/clustersecretstore/',
    'store-open',
    'store-gone',
  ),
  'reach-lost': explain(
    'Callers know addresses, names and ports. What is released at a cloud does not come back as the same one.',
    docs('concepts/services-networking/service'),
    'load-balancer-gone',
    'address-changes',
    'port-closed',
    'other-port',
    'other-edge',
    'other-backend',
  ),
  'other-backend': explain(
    'Judged by whom each path or rule sends to, before and afterwards.',
    gateway,
    'other-backend',
    'no-backend',
    'fault-injected',
  ),
  'edge-closed': explain(
    'Judged by which hosts, paths and ports are answered before and afterwards; a wider one answers a narrower one.',
    docs('concepts/services-networking/ingress'),
    'hosts-closed',
  ),
  'edge-end': explain(
    'Controllers drop what belongs to no class of theirs.',
    gateway,
    'edge-class-gone',
    'route-gone',
    'api-gone',
  ),
  subset: explain(
    'A route to a subset that its DestinationRule does not have answers 503.',
    'https://istio.io/latest/docs/ops/common-problems/network-issues/',
    'no-subset',
  ),
  'pods-closed': explain(
    'Pods that no policy selects take every connection; the first policy that selects them closes all that it does not name.',
    docs('concepts/services-networking/network-policies'),
    'pods-closed',
  ),
  'service-pods': explain(
    'A Service finds pods by their labels, and a port of theirs by its name. With none behind it, it still has its address, and each call fails.',
    docs('concepts/services-networking/service'),
    'service-without-pods',
    'port-without-container',
  ),
  'mesh-closed': explain(
    'The first policy that allows something for a pod refuses the rest; STRICT refuses what is not encrypted by the mesh.',
    'https://istio.io/latest/docs/concepts/security/#implicit-enablement',
    'requests-closed',
    'plain-refused',
  ),
  'raw-envoy': explain(
    'Nobody checks these words before each proxy has them.',
    'https://istio.io/latest/docs/reference/config/networking/envoy-filter/',
    'raw-envoy',
  ),
  'outside-end': explain(
    'With REGISTRY_ONLY a proxy calls only what is known to the mesh.',
    'https://istio.io/latest/docs/reference/config/networking/service-entry/',
    'outside-closed',
  ),
  'pull-secret': explain(
    'A node fetches an image with the pull secrets of the pod or of its ServiceAccount.',
    docs('tasks/configure-pod-container/pull-image-private-registry'),
    'pull-secret-gone',
  ),
  scaling: explain(
    'Judged by what a scaler may still do when load comes or its numbers are missing.',
    docs('concepts/workloads/autoscaling/horizontal-pod-autoscale'),
    'fewer-most-pods',
    'never-more-pods',
    'no-fallback',
    'evicts-by-itself',
    'budget-elsewhere',
    'runs-overlap',
  ),
  'scaling-end': explain(
    'The number of pods stays at what the scaler last said.',
    docs('concepts/workloads/autoscaling/horizontal-pod-autoscale'),
    'scaler-gone',
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
  priority: explain(
    'A pod that finds no room evicts pods of lower priority. The default class is for all pods that name none.',
    docs('concepts/scheduling-eviction/pod-priority-preemption'),
    'default-priority',
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
  exception: explain(
    'An exception takes a guard away for what it names.',
    'https://kyverno.io/docs/exceptions/',
    'exception-made',
    'reference-granted',
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
  'alerts-end': explain(
    'What is not measured raises no alert.',
    'https://prometheus-operator.dev/docs/api-reference/api/',
    'alerts-gone',
  ),
  objectives: explain(
    'A canary that nothing stops reaches every pod, and an alert that is never raised tells nobody. Numbers are compared by the sign before them; ten times as loose weighs as much as gone.',
    rollouts('analysis'),
    'slo-removed',
    'slo-loosened',
    'slo-other',
  ),
  events: explain(
    'An event starts what its sensor says, with the rights of its account.',
    'https://argoproj.github.io/argo-events/',
    'events-widened',
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
  'objects-go': explain(
    'What an Application is made of stands in this tree, so what it has no more is named, with what goes along. Without prune it stays as OutOfSync until somebody prunes it.',
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/cluster-bootstrapping/',
    'objects-go',
  ),
}
