/**
 * The pods of add-ons by the name of their monitor: namespace, a label, the port of their metrics. Taken from the
 * rendered charts of docs/versions.md with the tree's values, not from the monitors.
 */
export const chartPods: Readonly<
  Record<string, readonly [namespace: string, labels: Readonly<Record<string, string>>, port: number]>
> = {
  gateway: ['istio-ingress', { app: 'istio-ingress', istio: 'ingress' }, 15_090],
  'gateway-internal': ['istio-ingress', { app: 'istio-ingress-internal' }, 15_090],
  'argo-cd': ['argocd', { 'app.kubernetes.io/name': 'argocd-application-controller' }, 8082],
  'argo-rollouts': ['argo-rollouts', { 'app.kubernetes.io/name': 'argo-rollouts' }, 8090],
  istiod: ['istio-system', { app: 'istiod', istio: 'pilot' }, 15_014],
  keda: ['keda', { app: 'keda-operator', 'app.kubernetes.io/name': 'keda-operator' }, 8080],
  'load-balancer': ['kube-system', { 'app.kubernetes.io/name': 'aws-load-balancer-controller' }, 8080],
  'external-dns': ['kube-system', { 'app.kubernetes.io/name': 'external-dns' }, 7979],
  'cert-manager': [
    'cert-manager',
    { app: 'cert-manager', 'app.kubernetes.io/name': 'cert-manager', 'app.kubernetes.io/component': 'controller' },
    9402,
  ],
  karpenter: ['karpenter', { 'app.kubernetes.io/name': 'karpenter' }, 8080],
}
