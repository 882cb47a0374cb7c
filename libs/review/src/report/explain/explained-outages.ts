import { argo, docs, explain, istio, rollouts } from './explanation.ts'

/** What cannot be got back, and what can stop an app from answering. */
export const explainedOutages = {
  // data
  'data-deleted': explain(
    'Argo CD prunes what leaves git. With a Namespace go all objects in it, with a CustomResourceDefinition all objects of the kind, with a claim its volume where the class says Delete.',
    docs('concepts/storage/persistent-volumes'),
    'content-deleted',
  ),
  'stateful-deleted': explain(
    'Volumes belong to the name of a StatefulSet. Under another name its pods get new, empty ones; the old stay behind and cost money until somebody moves or deletes them.',
    docs('concepts/workloads/controllers/statefulset'),
    'volumes-without-set',
    'empty-volumes',
  ),
  'volumes-not-kept': explain(
    'With Delete, the volumes go when the set goes or has fewer pods.',
    docs('concepts/workloads/controllers/statefulset'),
    'volumes-deleted',
  ),
  'kind-changed': explain(
    'What is stored in a version that is gone cannot be read. A field that the schema does not have is dropped at the next write of each object. What the schema forbids, nobody can write any more.',
    docs('tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning'),
    'version-gone',
    'storage-version',
    'field-dropped',
    'schema-stricter',
    'conversion-gone',
    'unknown-fields-dropped',
  ),
  'protection-removed': explain(
    'Prune=false and Delete=false keep an object when it leaves git or when its Application goes.',
    argo('user-guide/sync-options'),
    'options-lost',
  ),
  applications: explain(
    "An ApplicationSet makes, renames and deletes Applications by itself. Unless it preserves them, an Application's objects are deleted with it; under a new name they are made anew, after an outage.",
    argo('operator-manual/applicationset/Controlling-Resource-Modification'),
    'applications',
  ),
  'application-gone': explain(
    "With the finalizer resources-finalizer.argocd.argoproj.io an Application's end deletes its objects; without it they run on, and nobody syncs them.",
    argo('user-guide/app_deletion'),
    'application-gone',
  ),
  'application-moved': explain(
    "In another cluster the objects are made anew, and those in the old one are no longer looked after. In another namespace of one cluster, the old ones are still the Application's, to be pruned. From another source, what it does not have is pruned.",
    argo('operator-manual/declarative-setup'),
    'application-elsewhere',
    'application-other-namespace',
    'other-project',
    'source-elsewhere',
  ),
  'argo-orders': explain(
    'prune deletes what is not in git, allowEmpty lets an empty folder delete everything, Replace and Force delete objects to make them anew.',
    argo('user-guide/auto_sync'),
    'argo-orders',
  ),
  'argo-keeps': explain(
    'What is preserved stays when its Application goes; what is not, goes along.',
    argo('operator-manual/applicationset/Controlling-Resource-Modification'),
    'argo-keeps-no-more',
    'end-takes-objects',
    'end-leaves-objects',
  ),
  // outage
  'argo-syncs': explain(
    'What Argo CD does not sync or see stays as it is in the cluster, whatever git says.',
    argo('user-guide/auto_sync'),
    'argo-syncs-no-more',
    'argo-overlooks',
  ),
  invalid: explain(
    'A pod has each container, volume and place of a mount once, and a binding names a role: the API server refuses all else.',
    'k8s.io/kubernetes pkg/apis/core/validation, pkg/apis/rbac/validation',
    'invalid-object',
  ),
  refused: explain(
    'The API server refuses a change of these fields. The sync fails, and nothing else of the Application arrives until somebody deletes the object.',
    docs('reference/using-api/api-concepts'),
    'refused',
  ),
  recreated: explain(
    'Argo CD deletes the object and makes it anew. What it ran or allowed is away meanwhile.',
    argo('user-guide/sync-options'),
    'recreated',
  ),
  'workload-deleted': explain(
    'What leaves git is pruned, and its pods stop.',
    argo('user-guide/auto_sync'),
    'workload-deleted',
  ),
  'called-deleted': explain(
    'Others may call it, mount it or run as it. Look for its name in what stays.',
    docs('concepts/services-networking/service'),
    'needed-object-deleted',
  ),
  'left-running': explain(
    'Nothing deletes it and nothing updates it: it runs an old image until somebody remembers.',
    argo('operator-manual/applicationset/Controlling-Resource-Modification'),
    'runs-on',
  ),
  'single-pod': explain(
    'Between the end of the only pod and the readiness of the next nobody answers.',
    docs('concepts/workloads/controllers/deployment'),
    'stops-before-start',
    'only-pod-stops',
  ),
  'scaler-adopts': explain(
    'kubectl apply takes a removed field away, the API server fills in 1, and the scaler begins from there.',
    docs('concepts/workloads/autoscaling/horizontal-pod-autoscale'),
    'one-pod-until-scaler-acts',
  ),
  'fewer-pods': explain(
    "The fewest pods that there may be, the scaler's default included: 1 for an HPA, 0 for KEDA.",
    'https://keda.sh/docs/latest/reference/scaledobject-spec/',
    'no-pods',
    'single-pod',
    'fewer-pods',
  ),
  paused: explain(
    'Nothing tells anybody that a change waits.',
    docs('concepts/workloads/controllers/deployment'),
    'paused',
    'endless-pause',
    'suspended',
  ),
  target: explain(
    'A scaler without a target does nothing, and says so only in its status.',
    docs('concepts/workloads/autoscaling/horizontal-pod-autoscale'),
    'no-target',
    'target-gone',
  ),
  'probe-removed': explain(
    'Without readiness a pod is called before it can answer; without liveness a pod that hangs is not restarted.',
    docs('concepts/workloads/pods/pod-lifecycle'),
    'no-readiness-probe',
    'no-liveness-probe',
  ),
  'resources-cut': explain(
    'Below what they use, pods are killed for memory, throttled for cpu, or put on nodes that have no room.',
    docs('concepts/configuration/manage-resources-containers'),
    'resources-cut',
  ),
  'drain-cut': explain(
    'A pod that stops before proxies and load balancers know drops requests; so does one that is killed before it could end them, and the preStop hook is part of its grace period.',
    docs('concepts/workloads/pods/pod-lifecycle'),
    'no-drain',
    'no-time-after-hook',
    'drain-cut',
  ),
  'canary-removed': explain(
    'A release that is not watched in steps reaches everybody at once; a pause without an end leaves it half-way.',
    rollouts('canary'),
    'no-canary-steps',
    'no-analysis',
    'canary-halved',
    'fewer-canary-steps',
    'endless-pause',
  ),
  'budget-removed': explain(
    'Node drains and upgrades go by budgets.',
    docs('tasks/run-application/configure-pdb'),
    'no-budget',
  ),
  budget: explain(
    'A budget that lets nothing go blocks every node drain; one that lets all go is none.',
    docs('tasks/run-application/configure-pdb'),
    'budget-guards-nothing',
    'budget-blocks-drains',
  ),
  quota: explain(
    'Pods above a quota are not made, and without one a namespace may take the room of others.',
    docs('concepts/policy/resource-quotas'),
    'quota',
    'limit-raised',
    'limit-gone',
    'limit-added',
  ),
  'service-selector': explain(
    'Requests go to what the selector matches from the next moment on, and nowhere if that is nothing.',
    docs('concepts/services-networking/service'),
    'other-pods-called',
  ),
  maintenance: explain(
    'A route with a direct response comes before the way to the app. Callers in the mesh do not come this way.',
    'https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPDirectResponse',
    'answered-by-gateway',
  ),
  'routes-and-image': explain(
    'Argo CD writes the weights of git while Rollouts writes those of the canary.',
    rollouts('traffic-management'),
    'routes-and-image',
  ),
  'scaled-to-git': explain(
    "Each sync puts git's number, and the scaler puts its own back.",
    argo('user-guide/best_practices'),
    'two-owners-of-replicas',
  ),
  'claimed-twice': explain(
    'A port of each node, the requests of a host and path, a Secret that a controller makes, the number of pods of a workload, the eviction of a pod: the second object that asks for the same is refused, ignored, or undoes what the first one does.',
    docs('concepts/workloads/pods/disruptions'),
    'claimed-twice',
  ),
  'route-takes-all': explain(
    'The first route of a VirtualService that fits is taken: none after it gets a request.',
    istio('reference/config/networking/virtual-service'),
    'route-starved',
  ),
  'policy-narrowed': explain(
    'Who still needs the connection fails at once. A policy that names nobody closes its pods to all that no other policy names.',
    docs('concepts/services-networking/network-policies'),
    'connections-cut',
    'all-connections-cut',
    'requests-cut',
    'all-requests-cut',
  ),
  twice: explain(
    'Each sync writes both, and the last one wins; Argo CD warns with RepeatedResourceWarning.',
    argo('user-guide/sync-options'),
    'twice',
  ),
} as const
