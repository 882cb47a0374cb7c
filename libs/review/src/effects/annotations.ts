import { table } from '@slipway/kube'
import type { RiskLevel } from '../risks/level.ts'
import type { EffectKind } from './row.ts'

/** What an annotation tells its controller about, and what a change of it then is. */
export const annotationTopics = {
  reach: 'security',
  callers: 'security',
  login: 'security',
  tls: 'security',
  'raw-config': 'security',
  names: 'traffic',
  routing: 'traffic',
  certificate: 'traffic',
  'load-balancer': 'traffic',
  'other-controller': 'traffic',
  pods: 'scale',
  syncing: 'later',
  owner: 'unknown',
  hook: 'later',
  end: 'later',
  drains: 'later',
  identity: 'identity',
  mesh: 'security',
  'around-the-mesh': 'security',
  proxy: 'later',
  copies: 'security',
  isolation: 'security',
  messages: 'config',
  measurements: 'config',
  image: 'later',
  restarts: 'later',
  'default-class': 'later',
  note: 'metadata',
} as const satisfies Readonly<Record<string, EffectKind>>
export type AnnotationTopic = keyof typeof annotationTopics

/**
 * A key, or the beginning of keys with `*`; what it is about; the risk of a change; and the value that makes it a high one: an empty text
 * stands for one that is gone.
 */
type AnnotationRow = readonly [key: string, topic: AnnotationTopic, level?: RiskLevel, dangerous?: RegExp]

/** Annotations by who obeys them. */
const rows = {
  'aws-load-balancers': [
    ['alb.ingress.kubernetes.io/scheme', 'reach', 'medium', /^internet-facing$/],
    ['alb.ingress.kubernetes.io/inbound-cidrs', 'callers'],
    ['alb.ingress.kubernetes.io/security-groups', 'callers', 'medium'],
    ['alb.ingress.kubernetes.io/auth-*', 'login', 'medium', /^(?:none|allow)?$/],
    ['alb.ingress.kubernetes.io/waf*', 'callers', 'medium', /^(?:none)?$/],
    ['alb.ingress.kubernetes.io/shield-advanced-protection', 'callers', 'medium'],
    ['alb.ingress.kubernetes.io/certificate-arn', 'tls', 'medium'],
    ['alb.ingress.kubernetes.io/ssl-*', 'tls', 'medium'],
    ['alb.ingress.kubernetes.io/listen-ports', 'tls', 'medium'],
    ['alb.ingress.kubernetes.io/mutual-authentication', 'login', 'medium', /^$|"off"/],
    ['alb.ingress.kubernetes.io/actions.*', 'routing', 'medium'],
    ['alb.ingress.kubernetes.io/conditions.*', 'routing', 'medium'],
    ['alb.ingress.kubernetes.io/group.*', 'load-balancer', 'medium'],
    ['alb.ingress.kubernetes.io/load-balancer-name', 'load-balancer', 'medium'],
    ['alb.ingress.kubernetes.io/*', 'load-balancer', 'low'],
    ['service.beta.kubernetes.io/aws-load-balancer-scheme', 'reach', 'medium', /^internet-facing$/],
    ['service.beta.kubernetes.io/aws-load-balancer-internal', 'reach', 'medium', /^(?:false)?$/],
    ['service.beta.kubernetes.io/aws-load-balancer-security-groups', 'callers', 'medium'],
    ['service.beta.kubernetes.io/aws-load-balancer-ssl-*', 'tls', 'medium'],
    ['service.beta.kubernetes.io/aws-load-balancer-type', 'load-balancer', 'medium'],
    ['service.beta.kubernetes.io/aws-load-balancer-*', 'load-balancer', 'low'],
  ],
  'cloud-load-balancers': [
    ['service.beta.kubernetes.io/load-balancer-source-ranges', 'callers'],
    ['service.beta.kubernetes.io/azure-load-balancer-internal', 'reach', 'medium', /^(?:false)?$/],
    ['networking.gke.io/load-balancer-type', 'reach', 'medium', /^(?!internal$)/i],
    ['cloud.google.com/load-balancer-type', 'reach', 'medium', /^(?!internal$)/i],
    ['service.beta.kubernetes.io/*', 'load-balancer', 'low'],
    ['service.kubernetes.io/*', 'load-balancer', 'low'],
  ],
  'ingress-nginx': [
    ['nginx.ingress.kubernetes.io/whitelist-source-range', 'callers'],
    ['nginx.ingress.kubernetes.io/allowlist-source-range', 'callers'],
    ['nginx.ingress.kubernetes.io/denylist-source-range', 'callers', 'medium', /^$/],
    ['nginx.ingress.kubernetes.io/limit-*', 'callers', 'medium'],
    ['nginx.ingress.kubernetes.io/enable-modsecurity', 'callers', 'medium', /^(?:false)?$/],
    ['nginx.ingress.kubernetes.io/enable-owasp-core-rules', 'callers', 'medium', /^(?:false)?$/],
    ['nginx.ingress.kubernetes.io/auth-tls-verify-client', 'login', 'medium', /^(?:off|optional.*)?$/],
    ['nginx.ingress.kubernetes.io/auth-*', 'login', 'medium', /^$/],
    ['nginx.ingress.kubernetes.io/enable-global-auth', 'login', 'medium', /^false$/],
    ['nginx.ingress.kubernetes.io/satisfy', 'login', 'medium', /^any$/],
    ['nginx.ingress.kubernetes.io/ssl-redirect', 'tls', 'medium'],
    ['nginx.ingress.kubernetes.io/force-ssl-redirect', 'tls', 'medium'],
    ['nginx.ingress.kubernetes.io/*-snippet', 'raw-config', 'high'],
    ['nginx.ingress.kubernetes.io/backend-protocol', 'routing', 'medium'],
    ['nginx.ingress.kubernetes.io/canary*', 'routing', 'medium'],
    ['nginx.ingress.kubernetes.io/rewrite-target', 'routing', 'medium'],
    ['nginx.ingress.kubernetes.io/permanent-redirect', 'routing', 'medium'],
    ['nginx.ingress.kubernetes.io/upstream-vhost', 'routing', 'medium'],
    ['nginx.ingress.kubernetes.io/*cors*', 'callers', 'medium'],
    ['nginx.ingress.kubernetes.io/*', 'routing', 'low'],
  ],
  'ingress-controllers': [
    ['kubernetes.io/ingress.class', 'other-controller', 'medium'],
    ['ingressclass.kubernetes.io/is-default-class', 'default-class', 'medium'],
    ['traefik.ingress.kubernetes.io/*', 'routing', 'medium'],
    ['haproxy.org/*', 'routing', 'medium'],
    ['konghq.com/*', 'routing', 'medium'],
  ],
  'external-dns': [
    ['external-dns.alpha.kubernetes.io/exclude', 'names', 'medium', /^true$/],
    ['external-dns.alpha.kubernetes.io/ttl', 'names'],
    ['external-dns.alpha.kubernetes.io/*', 'names', 'medium'],
  ],
  'cert-manager': [
    ['cert-manager.io/inject-*', 'tls', 'medium'],
    ['cert-manager.io/*', 'certificate', 'medium'],
    ['acme.cert-manager.io/*', 'certificate', 'medium'],
  ],
  keda: [
    ['autoscaling.keda.sh/paused-replicas', 'pods', 'medium', /^0$/],
    ['autoscaling.keda.sh/*', 'pods', 'medium'],
    ['scaledobject.keda.sh/*', 'pods', 'medium'],
    ['validations.keda.sh/*', 'pods', 'low'],
  ],
  'argo-cd': [
    ['argocd.argoproj.io/sync-options', 'syncing'],
    ['argocd.argoproj.io/sync-wave', 'syncing'],
    ['argocd.argoproj.io/compare-options', 'syncing', 'low'],
    ['argocd.argoproj.io/ignore-*', 'syncing', 'low'],
    ['argocd.argoproj.io/skip-reconcile', 'syncing', 'medium', /^true$/],
    ['argocd.argoproj.io/manifest-generate-paths', 'syncing', 'low'],
    ['argocd.argoproj.io/tracking-id', 'owner', 'high'],
    ['argocd.argoproj.io/installation-id', 'owner', 'high'],
    ['argocd.argoproj.io/managed-by*', 'owner', 'medium'],
    ['argocd.argoproj.io/hook*', 'hook', 'medium'],
    ['helm.sh/hook*', 'hook', 'medium'],
    ['helm.sh/resource-policy', 'end', 'medium'],
    ['argocd.argoproj.io/refresh', 'syncing'],
    ['argocd.argoproj.io/application-set-refresh', 'syncing'],
    ['argocd.argoproj.io/*', 'syncing', 'low'],
    ['argocd-image-updater.argoproj.io/*', 'image', 'medium'],
    ['notifications.argoproj.io/*', 'messages'],
    ['link.argocd.argoproj.io/*', 'note'],
  ],
  karpenter: [
    ['karpenter.sh/do-not-disrupt', 'drains', 'low'],
    ['karpenter.sh/*', 'drains', 'low'],
    ['karpenter.k8s.aws/*', 'drains', 'low'],
    ['cluster-autoscaler.kubernetes.io/*', 'drains', 'low'],
  ],
  istio: [
    ['sidecar.istio.io/inject', 'mesh'],
    ['traffic.sidecar.istio.io/exclude*', 'around-the-mesh', 'medium', /./],
    ['traffic.sidecar.istio.io/include*', 'around-the-mesh', 'medium'],
    ['sidecar.istio.io/*', 'proxy', 'low'],
    ['proxy.istio.io/*', 'proxy', 'low'],
    ['networking.istio.io/*', 'routing', 'medium'],
    ['*.istio.io/*', 'proxy', 'low'],
  ],
  linkerd: [
    ['linkerd.io/inject', 'mesh'],
    ['config.linkerd.io/skip-*', 'around-the-mesh', 'medium'],
    ['config.linkerd.io/*', 'proxy', 'low'],
  ],
  clouds: [
    ['eks.amazonaws.com/role-arn', 'identity', 'medium'],
    ['eks.amazonaws.com/*', 'identity', 'low'],
    ['iam.amazonaws.com/*', 'identity', 'medium'],
    ['iam.gke.io/*', 'identity', 'medium'],
    ['azure.workload.identity/*', 'identity', 'medium'],
  ],
  vault: [['vault.hashicorp.com/*', 'copies', 'medium']],
  'secret-copiers': [
    ['reflector.v1.k8s.emberstack.com/*', 'copies', 'medium', /^true$|^\*$|\.\*/],
    ['replicator.v1.mittwald.de/*', 'copies', 'medium', /^true$|^\*$|\.\*/],
    ['sealedsecrets.bitnami.com/*', 'copies', 'medium'],
  ],
  kubernetes: [
    ['container.apparmor.security.beta.kubernetes.io/*', 'isolation', 'medium', /^(?:unconfined)?$/],
    ['seccomp.security.alpha.kubernetes.io/*', 'isolation', 'medium', /^(?:unconfined)?$/],
    ['container.seccomp.security.alpha.kubernetes.io/*', 'isolation', 'medium', /^(?:unconfined)?$/],
    ['kubernetes.io/enforce-mountable-secrets', 'isolation', 'medium', /^(?:false)?$/],
    ['storageclass.kubernetes.io/is-default-class', 'default-class', 'medium'],
    ['storageclass.beta.kubernetes.io/is-default-class', 'default-class', 'medium'],
    ['kubernetes.io/service-account.name', 'identity', 'medium'],
    ['scheduler.alpha.kubernetes.io/*', 'drains', 'medium'],
  ],
  others: [
    ['reloader.stakater.com/*', 'restarts'],
    ['*.reloader.stakater.com/*', 'restarts'],
    ['prometheus.io/*', 'measurements'],
  ],
  nobody: [
    ['kubectl.kubernetes.io/*', 'note'],
    ['meta.helm.sh/*', 'note'],
    ['helm.sh/chart', 'note'],
    ['app.kubernetes.io/*', 'note'],
    ['kubernetes.io/description', 'note'],
    ['kubernetes.io/change-cause', 'note'],
    ['config.kubernetes.io/*', 'note'],
    ['internal.config.kubernetes.io/*', 'note'],
    ['controller-gen.kubebuilder.io/*', 'note'],
    ['api-approved.kubernetes.io', 'note'],
    ['checksum/*', 'note'],
    ['slipway.dev/*', 'note'],
  ],
} as const satisfies Readonly<Record<string, readonly AnnotationRow[]>>
export type AnnotationReader = keyof typeof rows

export interface KnownAnnotation {
  readonly key: string
  readonly reader: AnnotationReader
  readonly topic: AnnotationTopic
  readonly level: RiskLevel | undefined
  readonly dangerous: RegExp | undefined
}

export const knownAnnotations: readonly KnownAnnotation[] = Object.entries(rows).flatMap(([reader, all]) =>
  (all as readonly AnnotationRow[]).map(([key, topic, level, dangerous]) => ({
    key,
    reader: reader as AnnotationReader,
    topic,
    level,
    dangerous,
  })),
)

const exact = table(Object.fromEntries(knownAnnotations.map((one) => [one.key, one])))
const patterns = knownAnnotations
  .filter(({ key }) => key.includes('*'))
  .map((one) => ({ one, fits: new RegExp(`^${one.key.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 's') }))

/** Who obeys an annotation; the first row that fits, so a special one stands above a general one. `undefined` where nobody here knows. */
export const annotationOf = (key: string): KnownAnnotation | undefined =>
  exact[key] ?? patterns.find(({ fits }) => fits.test(key))?.one

/** The key of an annotation that a path ends in. */
export const annotationKey = (steps: readonly string[]): string | undefined =>
  steps.length >= 3 && steps.at(-2) === 'annotations' && steps.at(-3) === 'metadata' ? steps.at(-1) : undefined
