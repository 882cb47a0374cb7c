import type { AddonName } from '@slipway/fleet'
import { gateway, type Severity } from '@slipway/manifests'
import { gatewayRelease } from './gateway.ts'

export const controllerAlertNames = [
  'DnsDown',
  'IstiodDown',
  'GatewayDown',
  'KarpenterDown',
  'KedaDown',
  'ArgoCdDown',
  'RolloutsDown',
  'ExternalSecretsDown',
  'CertManagerDown',
] as const
type ControllerAlertName = (typeof controllerAlertNames)[number]

interface Controller {
  readonly alert: ControllerAlertName
  readonly severity: Severity
  /** The add-on that brings it; `null` for the cluster's own. */
  readonly addon: AddonName | null
  readonly kind: 'deployment' | 'statefulset'
  readonly namespace: string
  readonly name: string
  readonly summary: string
}
const controller = (
  alert: ControllerAlertName,
  severity: Severity,
  addon: AddonName | null,
  [namespace, name]: readonly [string, string],
  summary: string,
  kind: Controller['kind'] = 'deployment',
): Controller => ({ alert, severity, addon, kind, namespace, name, summary })

/**
 * A controller that serves requests, or keeps them served, pages; one that only stops changes can wait for the morning.
 */
export const controllers: readonly Controller[] = [
  controller('DnsDown', 'page', null, ['kube-system', 'coredns'], 'no CoreDNS pod is available: names do not resolve'),
  controller(
    'IstiodDown',
    'page',
    'istiod',
    ['istio-system', 'istiod'],
    'no istiod is available: proxies learn of no new pod',
  ),
  controller(
    'GatewayDown',
    'page',
    'istio-ingress',
    [gateway.namespace, gatewayRelease],
    'no pod of the public gateway is available',
  ),
  controller(
    'KarpenterDown',
    'page',
    'karpenter',
    ['karpenter', 'karpenter'],
    'no Karpenter is available: no node is made or replaced',
  ),
  controller(
    'KedaDown',
    'ticket',
    'keda',
    ['keda', 'keda-operator'],
    'no KEDA operator is available: queues and rates scale nobody',
  ),
  controller(
    'ArgoCdDown',
    'ticket',
    'argo-cd',
    ['argocd', 'argocd-application-controller'],
    "Argo CD's controller is not available: what is merged does not arrive",
    'statefulset',
  ),
  controller(
    'RolloutsDown',
    'ticket',
    'argo-rollouts',
    ['argo-rollouts', 'argo-rollouts'],
    'no Argo Rollouts is available: canaries stand still',
  ),
  controller(
    'ExternalSecretsDown',
    'ticket',
    'external-secrets',
    ['external-secrets', 'external-secrets'],
    'no External Secrets is available: no secret is refreshed',
  ),
  controller(
    'CertManagerDown',
    'ticket',
    'cert-manager',
    ['cert-manager', 'cert-manager'],
    'no cert-manager is available: no certificate is renewed',
  ),
]

const available = {
  deployment: 'kube_deployment_status_replicas_available',
  statefulset: 'kube_statefulset_status_replicas_ready',
} as const

/** True while none of its pods is available. Without the object there is no series, which must not be silence. */
export const isAway = ({ kind, namespace, name }: Controller): string =>
  `(sum(${available[kind]}{job="kube-state-metrics",namespace="${namespace}",${kind}="${name}"}) or vector(0)) < 1`
