import type { ClusterAlertName } from '../components/alerts.ts'
import type { Runbook } from './runbook.ts'
import { storeRunbooks } from './store-runbooks.ts'
import { signalRunbooks } from './signal-runbooks.ts'

const podsOf = (namespace: string) =>
  `Its pods: \`kubectl -n ${namespace} get pods -o wide\`, then \`describe\` and \`logs --previous\` of one that is not ready.`
const syncOf = (name: string) =>
  `What Argo CD did last: \`kubectl -n argocd get application addons-${name} -o jsonpath='{.status.operationState.message}'\`.`
const nodesReady = 'Its node: `kubectl get nodes`; a drain or a lost zone takes several at once.'
const takeBackAddon = (name: string) =>
  `If it began with a new version: put the one before into \`addons\` of the fleet, { '${name}': { version } }, and merge.`

/** A controller that is away. */
const away = (namespace: string, application: string, means: string, action: string): Runbook => ({
  means,
  looks: [podsOf(namespace), nodesReady, syncOf(application)],
  actions: [action, takeBackAddon(application)],
})

export const clusterRunbooks: Readonly<Record<ClusterAlertName, Runbook>> = {
  ...signalRunbooks,
  ...storeRunbooks,
  PodPending: {
    means:
      'A pod has had no place for a quarter of an hour: limits of the pools, no capacity in AWS, or a wish that no node fulfils.',
    looks: [
      'What the scheduler says: `kubectl -n TEAM describe pod POD`, events.',
      'What Karpenter says: `kubectl -n karpenter logs -l app.kubernetes.io/name=karpenter --tail=50`.',
      "Limits: `kubectl get nodepools -o wide`, and the team's `kubectl -n TEAM describe resourcequota`.",
    ],
    actions: [
      "Raise the pool's limits in `fleet/clusters/CLUSTER.ts`.",
      'No capacity: more families or zones in the pool, or on-demand.',
      "A wish: `npx slipway explain` of the app's placement.",
    ],
  },
  NodeNotReady: {
    means:
      'A node does not report. Its pods are moved after five minutes, those with volumes only when the node is gone.',
    looks: [
      '`kubectl describe node NODE`: conditions and last heartbeat.',
      'Is the machine there? `aws ec2 describe-instance-status --instance-ids ID`.',
      'Only this one, or a zone?',
    ],
    actions: [
      'Delete its NodeClaim (`kubectl delete nodeclaim NAME`): Karpenter replaces it.',
      'A zone: keep calm, spread pods serve from the others; do not drain.',
    ],
  },
  NodeCpuSaturated: {
    means:
      'A node has computed at over 95% for a quarter of an hour: pods get their requests and no more, probes are late, latencies rise.',
    looks: [
      'Who: `kubectl top pods -A --sort-by=cpu | head`, of this node.',
      'Requests against use: the dashboard "Cluster", CPU by node.',
      'Something outside of pods: `kubectl debug node/NODE -it --image=busybox -- top`.',
    ],
    actions: [
      'Give the loud app the cpu that it uses in app.ts: then others are placed elsewhere.',
      'Delete one of its pods, which goes to another node.',
    ],
  },
  NodeMemoryLow: {
    means: 'A node has less than 5% of its memory. Next the kubelet evicts pods that use more than they asked for.',
    looks: [
      'Who: `kubectl top pods -A --sort-by=memory | head`, of this node.',
      'Which pods use more than their request.',
      'Whether evictions began: `kubectl get events -A --field-selector reason=Evicted`.',
    ],
    actions: [
      'Raise `memory` of the app that uses more than it asks for.',
      'Cordon and drain the node, if it does not come down.',
    ],
  },
  NodeDiskFull: {
    means: 'The disk of a node is nearly full: the kubelet deletes images, then evicts pods.',
    looks: [
      'What fills it: images, logs or `emptyDir`: `kubectl describe node NODE`, DiskPressure.',
      'Pods that write to their own file system: `kubectl get --raw /api/v1/nodes/NODE/proxy/stats/summary`.',
      'How many nodes: all of one pool have too small a disk.',
    ],
    actions: [
      'Delete the NodeClaim: a new node has an empty disk.',
      'Give the app `volumes` and a `disk` limit; or the pool a larger disk.',
    ],
  },
  DnsDown: {
    means: 'CoreDNS has no available pod. Names outside of the mesh do not resolve, and new connections fail all over.',
    looks: [
      podsOf('kube-system'),
      nodesReady,
      'The add-on in EKS: `aws eks describe-addon --cluster-name CLUSTER --addon-name coredns`.',
    ],
    actions: [
      'Restart it: `kubectl -n kube-system rollout restart deployment coredns`.',
      'No place for its pods: system nodes first.',
    ],
  },
  DnsErrors: {
    means:
      'More than 5% of the answers of CoreDNS are SERVFAIL: its upstream, the resolver of the VPC, does not answer, or limits it.',
    looks: [
      'Which names: `kubectl -n kube-system logs -l k8s-app=kube-dns --tail=100`.',
      'The VPC limit of 1024 packets a second and interface: `coredns_forward_*` by pod.',
      'Only some nodes? A security group or a network policy of a new node group.',
    ],
    actions: [
      'More replicas spread the limit: `kubectl -n kube-system scale deployment coredns --replicas=6`, then in the add-on.',
      'Names with a trailing dot ask once and not five times.',
    ],
  },
  IstiodDown: away(
    'istio-system',
    'istiod',
    'istiod is away: proxies keep what they have, but do not learn of new pods, and new pods get no proxy. Every deployment makes it worse.',
    'Stop releases: `freezes` in the fleet; then restart it: `kubectl -n istio-system rollout restart deployment istiod`.',
  ),
  ProxyConfigRejected: {
    means: 'Proxies refuse a configuration and keep the one before: routes and policies of now do not hold there.',
    looks: [
      'Which and why: `istioctl proxy-status`, and `kubectl -n istio-system logs -l app=istiod | grep -i reject`.',
      'What was merged last that has to do with routes: `git log -5 -- clusters/CLUSTER`.',
      'An EnvoyFilter or `extra.ts` of an app?',
    ],
    actions: ['Take the last change of routes back.', 'A proxy of an old version: restart its pods.'],
  },
  GatewayDown: away(
    'istio-ingress',
    'istio-ingress',
    'No pod of the public gateway is available: nobody outside reaches anything.',
    'Restart it: `kubectl -n istio-ingress rollout restart deployment`; look at the targets of the load balancer in AWS.',
  ),
  GatewayErrors: {
    means:
      'The gateway itself answers more than 5% of all requests with an error: no route (NR), no healthy pod (UH), a refused or lost connection (UF, UC), a timeout (UT).',
    looks: [
      'Which flag and which app: the dashboard "Mesh", or its access log, field `response_flags`.',
      'UH and UF of one app: its own NoPodReady.',
      'NR: a host or path that was merged away.',
    ],
    actions: [
      'One app: take its last release back.',
      'All: is istiod there, and are certificates valid? See [IstiodDown](IstiodDown.md).',
    ],
  },
  KedaDown: away(
    'keda',
    'keda',
    'KEDA is away: apps that scale on queues, rates and times keep the number of pods that they have.',
    'Until it is back, raise `scale.min` of what gets more load.',
  ),
  ScalerBlind: {
    means:
      'KEDA cannot ask what an app scales on: the queue, Prometheus. After three failures the app gets its fallback.',
    looks: [
      '`kubectl -n TEAM describe scaledobject NAME`: the last error.',
      'Rights on the queue: the role of `keda-operator`.',
      'Is Prometheus there? `kubectl -n monitoring get pods`.',
    ],
    actions: [
      'A queue: its name in app.ts, its account and region; then the role.',
      'Prometheus: see whether its volume is full.',
    ],
  },
  KarpenterDown: away(
    'karpenter',
    'karpenter',
    'Karpenter is away: no node is made for pending pods, and no spot node is replaced before it is taken.',
    'It runs on the first node group: see that this has nodes.',
  ),
  KarpenterErrors: {
    means:
      'AWS refuses calls of Karpenter, for another reason than a lack of capacity: rights, limits of the account, a missing subnet or image.',
    looks: [
      '`kubectl -n karpenter logs -l app.kubernetes.io/name=karpenter --tail=100 | grep -i error`.',
      '`kubectl get ec2nodeclasses -o yaml`: conditions.',
      'Limits of the account: `aws service-quotas list-service-quotas --service-code ec2`.',
    ],
    actions: [
      'Ask for a higher limit, or take families that have another one.',
      'Rights: deploy the stack of the cluster again.',
    ],
  },
  ArgoCdDown: away(
    'argocd',
    'argo-cd',
    "Argo CD's controller is away: nothing of what is merged arrives, and edits by hand are not undone.",
    'In an emergency apply the folder by hand, and merge the same: `kubectl apply -f clusters/CLUSTER/TEAM/APP`.',
  ),
  RolloutsDown: away(
    'argo-rollouts',
    'argo-rollouts',
    'Argo Rollouts is away: canaries stand still at their share, and a bad one is not taken back.',
    'If a canary fails now, set the weights of its VirtualService by hand, and restart the controller.',
  ),
  ApplicationDegraded: {
    means: 'Argo CD has found objects of an app degraded or missing for half an hour.',
    looks: [
      'Which object: `kubectl -n argocd get application NAME -o jsonpath=\'{.status.resources[?(@.health.status!="Healthy")]}\'`.',
      'Its own alert: NoPodReady, CanaryAborted.',
      'The last sync and its revision.',
    ],
    actions: [
      'Go by the object: a Rollout as in [CanaryAborted](CanaryAborted.md), a claim as in [PodPending](PodPending.md).',
    ],
  },
  ApplicationOutOfSync: {
    means:
      'For an hour the cluster has not been what git says. Somebody edits it by hand, a sync fails, or the folder is gone.',
    looks: [
      'The difference: `argocd app diff NAME`.',
      'Whether a sync fails: [SyncFails](SyncFails.md).',
      'Unknown: has an app been removed in git? Its objects wait for the second step.',
    ],
    actions: ['An edit by hand that is right: put it into git.', 'A removed app: finish it as docs/a-day.md says.'],
  },
  SyncFails: {
    means:
      'Argo CD tried more than twice in half an hour to apply what git says, and the API server or a hook refused it.',
    looks: [
      "The words: `kubectl -n argocd get application NAME -o jsonpath='{.status.operationState.message}'`.",
      'An admission policy: `npx slipway check` says the same offline.',
      "A migration: its Job in the team's namespace.",
    ],
    actions: [
      'Take the commit back, or mend it.',
      'An immutable field: the review named it before; the object has to be made anew.',
    ],
  },
  ExternalSecretsDown: away(
    'external-secrets',
    'external-secrets',
    'External Secrets is away: Secrets stay as they are, new ones and rotated ones do not come.',
    'Do not rotate now; what runs keeps its values.',
  ),
  SecretNotRefreshed: {
    means:
      'A secret could not be read from the store for half an hour. Pods keep the value of before; new pods may not start.',
    looks: [
      '`kubectl -n TEAM describe externalsecret NAME`: AccessDenied, ResourceNotFound, or no answer.',
      'Is the name in Secrets Manager: `aws secretsmanager describe-secret --secret-id ENVIRONMENT/TEAM/NAME`.',
      'All of the team, or one? All: the role of `aws/ACCOUNT/role-secrets-*.yaml`.',
    ],
    actions: ['Not there: make it, it is read within the refresh interval.', "AccessDenied: deploy the role's stack."],
  },
  CertManagerDown: away(
    'cert-manager',
    'cert-manager',
    'cert-manager is away: certificates are not renewed. There are weeks until one ends.',
    'Restart it: `kubectl -n cert-manager rollout restart deployment`.',
  ),
  CertificateExpires: {
    means: 'A certificate ends within a fortnight, and its renewal, due a fortnight ago, has failed since.',
    looks: [
      '`kubectl describe certificate -A | grep -A8 NAME`, then its CertificateRequest, Order and Challenge.',
      'The DNS record or the path of the challenge: reachable from outside?',
      'Limits of the authority: too many certificates this week?',
    ],
    actions: [
      'Mend the challenge, then renew: `cmctl renew NAME -n NAMESPACE`.',
      'In its last days: put in a certificate made by hand, as a Secret of the same name.',
    ],
  },
  VolumeFills: {
    means: 'At the pace of the last six hours a volume that is more than half full will be full within four days.',
    looks: [
      'The pace over a week: does it fall again each night?',
      'What fills it: `du` in its pod.',
      'Retention of the store.',
    ],
    actions: ['Grow it: `grown` in app.ts (docs/state.md).', 'Shorten what it keeps.'],
  },
  QuotaFills: {
    means:
      'A namespace has four fifths of the objects of a kind that its quota takes. When it is full, the API server refuses new ones, and releases stop; what runs goes on.',
    looks: [
      'Which kind, and how many: `kubectl -n TEAM describe resourcequota`.',
      "Whose they are: `kubectl -n TEAM get KIND -L app.kubernetes.io/name --no-headers | awk '{print $NF}' | sort | uniq -c | sort -n | tail`.",
      'One app that makes them without end, or old versions: ConfigMaps of settings stay.',
    ],
    actions: [
      'Delete the ConfigMaps of old versions (docs/field-notes.md, "ConfigMaps of old versions").',
      'Raise `quota.objects` of the team in `fleet/fleet.ts`.',
    ],
  },
}
