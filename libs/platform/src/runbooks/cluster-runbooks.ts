import type { ClusterAlertName } from '../components/alerts.ts'
import { argoRunbooks } from './argo-runbooks.ts'
import { away, nodesReady, podsOf } from './away.ts'
import { nodeRunbooks } from './node-runbooks.ts'
import type { Runbook } from './runbook.ts'
import { storeRunbooks } from './store-runbooks.ts'
import { signalRunbooks } from './signal-runbooks.ts'

export const clusterRunbooks: Readonly<Record<ClusterAlertName, Runbook>> = {
  ...signalRunbooks,
  ...storeRunbooks,
  ...nodeRunbooks,
  ...argoRunbooks,
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
