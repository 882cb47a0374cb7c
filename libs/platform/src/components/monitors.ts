import { platformTeam } from '@slipway/fleet'
import { gateway, PodMonitor } from '@slipway/manifests'
import { scrapeTimes } from '@slipway/model'
import type { Component } from './component.ts'
import { gatewayRelease, internalRelease } from './gateway.ts'

const nameLabel = 'app.kubernetes.io/name'

/** Name, namespace, port, path and labels of pods. */
const watched = [
  // As seen from outside; judges canaries.
  ['gateway', gateway.namespace, 15_090, '/stats/prometheus', { app: gatewayRelease }],
  // Which Applications are Degraded or out of sync (alerts.ts).
  ['argo-cd', 'argocd', 8082, '/metrics', { [nameLabel]: 'argocd-application-controller' }],
  // Canaries that do not end.
  ['argo-rollouts', 'argo-rollouts', 8090, '/metrics', { [nameLabel]: 'argo-rollouts' }],
  // Proxies that refuse what istiod sends.
  ['istiod', 'istio-system', 15_014, '/metrics', { app: 'istiod' }],
  // Queues, and scalers that cannot ask.
  ['keda', 'keda', 8080, '/metrics', { app: 'keda-operator' }],
  // Balancers and records that AWS refuses.
  ['load-balancer', 'kube-system', 8080, '/metrics', { [nameLabel]: 'aws-load-balancer-controller' }],
  ['external-dns', 'kube-system', 7979, '/metrics', { [nameLabel]: 'external-dns' }],
  // When certificates expire (alerts.ts).
  [
    'cert-manager',
    'cert-manager',
    9402,
    '/metrics',
    { [nameLabel]: 'cert-manager', 'app.kubernetes.io/component': 'controller' },
  ],
] as const

/** Karpenter's metrics, with the cloud's refusals. */
const karpenter = ['karpenter', 'karpenter', 8080, '/metrics', { [nameLabel]: 'karpenter' }] as const

const internal = ['gateway-internal', gateway.namespace, 15_090, '/stats/prometheus', { app: internalRelease }] as const

/**
 * For add-ons that start before the Prometheus operator's kinds: a monitor in their charts would stop their first
 * sync.
 */
export const monitors: Component = (chart, { cluster }, fleet) => {
  const all = [
    ...watched.filter(([name]) => name !== 'argo-cd' || fleet.argocd !== 'eks'),
    ...(cluster.nodes.scaler === 'karpenter' ? [karpenter] : []),
    ...(cluster.internalDomain === undefined ? [] : [internal]),
  ]
  for (const [name, namespace, portNumber, path, matchLabels] of all) {
    new PodMonitor(chart, name, {
      metadata: { name, namespace: platformTeam },
      spec: {
        namespaceSelector: { matchNames: [namespace] },
        selector: { matchLabels },
        podMetricsEndpoints: [{ portNumber, path, ...scrapeTimes }],
      },
    })
  }
}
